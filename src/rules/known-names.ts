/**
 * Names of widely used packages, for telling when a new name imitates one: the most downloaded ones of npm, and the MCP
 * servers and mail libraries most in use (autumn 2025).
 */
export const KNOWN_NAMES: ReadonlySet<string> = new Set(
  `
@adobe/css-tools @ag-ui/mcp-apps-middleware @ai-sdk/mcp @alloc/quick-lru @ampproject/remapping @anthropic-ai/sdk
@antv/mcp-server-chart @aws-crypto/sha256-browser @aws-crypto/sha256-js @aws-crypto/supports-web-crypto
@aws-crypto/util @aws-sdk/client-sso @aws-sdk/core @aws-sdk/credential-provider-env
@aws-sdk/credential-provider-http @aws-sdk/credential-provider-ini @aws-sdk/credential-provider-node
@aws-sdk/credential-provider-process @aws-sdk/credential-provider-sso @aws-sdk/credential-provider-web-identity
@aws-sdk/middleware-host-header @aws-sdk/middleware-logger @aws-sdk/middleware-recursion-detection
@aws-sdk/middleware-user-agent @aws-sdk/nested-clients @aws-sdk/region-config-resolver @aws-sdk/token-providers
@aws-sdk/types @aws-sdk/util-endpoints @aws-sdk/util-user-agent-browser @aws-sdk/util-user-agent-node
@aws-sdk/xml-builder @azure-devops/mcp @azure/mcp @azure/mcp-linux-x64 @azure/mcp-win32-x64 @babel/code-frame
@babel/compat-data @babel/core @babel/generator @babel/helper-annotate-as-pure @babel/helper-compilation-targets
@babel/helper-create-class-features-plugin @babel/helper-create-regexp-features-plugin
@babel/helper-define-polyfill-provider @babel/helper-globals @babel/helper-member-expression-to-functions
@babel/helper-module-imports @babel/helper-module-transforms @babel/helper-optimise-call-expression
@babel/helper-plugin-utils @babel/helper-remap-async-to-generator @babel/helper-replace-supers
@babel/helper-skip-transparent-expression-wrappers @babel/helper-string-parser @babel/helper-validator-identifier
@babel/helper-validator-option @babel/helper-wrap-function @babel/helpers @babel/parser
@babel/plugin-bugfix-v8-spread-parameters-in-optional-chaining @babel/plugin-proposal-private-property-in-object
@babel/plugin-syntax-async-generators @babel/plugin-syntax-bigint @babel/plugin-syntax-class-properties
@babel/plugin-syntax-class-static-block @babel/plugin-syntax-import-assertions
@babel/plugin-syntax-import-attributes @babel/plugin-syntax-import-meta @babel/plugin-syntax-json-strings
@babel/plugin-syntax-jsx @babel/plugin-syntax-logical-assignment-operators
@babel/plugin-syntax-nullish-coalescing-operator @babel/plugin-syntax-numeric-separator
@babel/plugin-syntax-object-rest-spread @babel/plugin-syntax-optional-catch-binding
@babel/plugin-syntax-optional-chaining @babel/plugin-syntax-private-property-in-object
@babel/plugin-syntax-top-level-await @babel/plugin-syntax-typescript @babel/plugin-transform-arrow-functions
@babel/plugin-transform-async-generator-functions @babel/plugin-transform-async-to-generator
@babel/plugin-transform-block-scoped-functions @babel/plugin-transform-block-scoping
@babel/plugin-transform-class-properties @babel/plugin-transform-classes @babel/plugin-transform-computed-properties
@babel/plugin-transform-destructuring @babel/plugin-transform-dotall-regex @babel/plugin-transform-duplicate-keys
@babel/plugin-transform-exponentiation-operator @babel/plugin-transform-for-of @babel/plugin-transform-function-name
@babel/plugin-transform-literals @babel/plugin-transform-member-expression-literals
@babel/plugin-transform-modules-amd @babel/plugin-transform-modules-commonjs
@babel/plugin-transform-modules-systemjs @babel/plugin-transform-modules-umd
@babel/plugin-transform-named-capturing-groups-regex @babel/plugin-transform-new-target
@babel/plugin-transform-nullish-coalescing-operator @babel/plugin-transform-object-rest-spread
@babel/plugin-transform-object-super @babel/plugin-transform-optional-chaining @babel/plugin-transform-parameters
@babel/plugin-transform-private-methods @babel/plugin-transform-property-literals
@babel/plugin-transform-react-jsx-self @babel/plugin-transform-react-jsx-source @babel/plugin-transform-regenerator
@babel/plugin-transform-reserved-words @babel/plugin-transform-shorthand-properties @babel/plugin-transform-spread
@babel/plugin-transform-sticky-regex @babel/plugin-transform-template-literals @babel/plugin-transform-typeof-symbol
@babel/plugin-transform-typescript @babel/plugin-transform-unicode-escapes @babel/plugin-transform-unicode-regex
@babel/preset-env @babel/preset-modules @babel/runtime @babel/template @babel/traverse @babel/types
@bcoe/v8-coverage @circleci/mcp-server-circleci @clerk/mcp-tools @cocal/google-calendar-mcp @colors/colors
@composio/mcp @cspotcode/source-map-support @dynatrace-oss/dynatrace-mcp-server @emnapi/runtime
@eslint-community/eslint-utils @eslint-community/regexpp @eslint/config-array @eslint/config-helpers @eslint/core
@eslint/eslintrc @eslint/js @eslint/mcp @eslint/object-schema @eslint/plugin-kit
@executeautomation/playwright-mcp-server @expo/mcp-tunnel @floating-ui/core @floating-ui/dom @floating-ui/react-dom
@gongrzhe/server-gmail-autoauth-mcp @hono/mcp @humanfs/core @humanfs/node @humanwhocodes/module-importer
@humanwhocodes/retry @isaacs/cliui @istanbuljs/load-nyc-config @istanbuljs/schema @jest/console @jest/core
@jest/environment @jest/expect-utils @jest/fake-timers @jest/globals @jest/reporters @jest/schemas @jest/source-map
@jest/test-result @jest/test-sequencer @jest/transform @jest/types @jridgewell/gen-mapping @jridgewell/remapping
@jridgewell/resolve-uri @jridgewell/source-map @jridgewell/sourcemap-codec @jridgewell/trace-mapping
@langchain/mcp-adapters @launchdarkly/mcp-server @mastra/mcp @mastra/mcp-docs-server @mcp-ui/client @mcp-ui/server
@mcp-use/cli @mcp-use/inspector @mcp-use/modelcontextprotocol-sdk @metorial/mcp-sdk-utils @metorial/mcp-server-sdk
@metorial/mcp-session @modelcontextprotocol/ext-apps @modelcontextprotocol/inspector
@modelcontextprotocol/inspector-cli @modelcontextprotocol/inspector-client @modelcontextprotocol/inspector-server
@modelcontextprotocol/sdk @modelcontextprotocol/server-brave-search @modelcontextprotocol/server-everything
@modelcontextprotocol/server-filesystem @modelcontextprotocol/server-github @modelcontextprotocol/server-google-maps
@modelcontextprotocol/server-memory @modelcontextprotocol/server-postgres @modelcontextprotocol/server-puppeteer
@modelcontextprotocol/server-sequential-thinking @modelcontextprotocol/server-slack @nodelib/fs.scandir
@nodelib/fs.stat @nodelib/fs.walk @notionhq/notion-mcp-server @nuxtjs/mcp-toolkit @octokit/openapi-types
@octokit/rest @octokit/types @opentelemetry/api @opentelemetry/api-logs @opentelemetry/core
@opentelemetry/instrumentation @opentelemetry/resources @opentelemetry/sdk-trace-base
@opentelemetry/semantic-conventions @orval/mcp @pandacss/mcp @pkgjs/parseargs @playwright/mcp @protobufjs/base64
@protobufjs/codegen @protobufjs/eventemitter @protobufjs/path @protobufjs/pool @protobufjs/utf8
@radix-ui/react-context @radix-ui/react-primitive @radix-ui/react-slot @redocly/mcp-typescript-sdk @rekog/mcp-nest
@rollup/pluginutils @salesforce/mcp @salesforce/mcp-provider-api @salesforce/mcp-provider-aura-experts
@salesforce/mcp-provider-code-analyzer @salesforce/mcp-provider-devops @salesforce/mcp-provider-dx-core
@salesforce/mcp-provider-lwc-experts @salesforce/mcp-provider-mobile-web @salesforce/mcp-provider-scale-products
@sendgrid/mail @sentry/mcp-server @sinclair/typebox @sindresorhus/is @sinonjs/commons @sinonjs/fake-timers
@slack/web-api @smithy/abort-controller @smithy/config-resolver @smithy/core @smithy/credential-provider-imds
@smithy/fetch-http-handler @smithy/hash-node @smithy/invalid-dependency @smithy/is-array-buffer
@smithy/middleware-content-length @smithy/middleware-endpoint @smithy/middleware-retry @smithy/middleware-serde
@smithy/middleware-stack @smithy/node-config-provider @smithy/node-http-handler @smithy/property-provider
@smithy/protocol-http @smithy/querystring-builder @smithy/querystring-parser @smithy/service-error-classification
@smithy/shared-ini-file-loader @smithy/signature-v4 @smithy/smithy-client @smithy/types @smithy/url-parser
@smithy/util-base64 @smithy/util-body-length-browser @smithy/util-body-length-node @smithy/util-buffer-from
@smithy/util-config-provider @smithy/util-defaults-mode-browser @smithy/util-defaults-mode-node
@smithy/util-endpoints @smithy/util-hex-encoding @smithy/util-middleware @smithy/util-retry @smithy/util-stream
@smithy/util-uri-escape @smithy/util-utf8 @storybook/addon-mcp @storybook/mcp @stripe/mcp
@supabase/mcp-server-supabase @supabase/mcp-utils @swc/helpers @testing-library/dom @testing-library/jest-dom
@testsprite/testsprite-mcp @tootallnate/once @traceloop/instrumentation-mcp @tsconfig/node10 @tsconfig/node14
@tsconfig/node16 @typescript-eslint/eslint-plugin @typescript-eslint/parser @typescript-eslint/project-service
@typescript-eslint/scope-manager @typescript-eslint/tsconfig-utils @typescript-eslint/type-utils
@typescript-eslint/types @typescript-eslint/typescript-estree @typescript-eslint/utils
@typescript-eslint/visitor-keys @ungap/structured-clone @upstash/context7-mcp @vercel/mcp-adapter @vitest/expect
@vitest/pretty-format @vitest/snapshot @vitest/spy @vitest/utils @winor30/mcp-server-datadog @wong2/mcp-cli
@zereight/mcp-gitlab abab abbrev abort-controller accepts acorn acorn-globals acorn-import-attributes
acorn-import-phases acorn-jsx acorn-walk adm-zip agent-base agentkeepalive aggregate-error ajv ajv-formats
ajv-keywords ansi-align ansi-colors ansi-escapes ansi-html-community ansi-regex ansi-styles ansis any-promise
anymatch aproba arch archiver archiver-utils are-we-there-yet arg argparse aria-hidden aria-query arr-diff arr-union
array-buffer-byte-length array-flatten array-includes array-union array-unique array.prototype.findlast
array.prototype.findlastindex array.prototype.flat array.prototype.flatmap array.prototype.tosorted
arraybuffer.prototype.slice arrify asap asn1 asn1.js assert assert-plus assertion-error assign-symbols ast-types
ast-types-flow astral-regex async async-function async-retry asynckit at-least-node atomic-sleep autoprefixer
available-typed-arrays aws-sign2 aws4 axe-core axios axobject-query b4a babel-jest babel-loader
babel-plugin-istanbul babel-plugin-jest-hoist babel-plugin-macros babel-plugin-polyfill-corejs2
babel-plugin-polyfill-corejs3 babel-plugin-polyfill-regenerator babel-preset-current-node-syntax babel-preset-jest
bail balanced-match bare-events bare-fs bare-os bare-path bare-stream base64-arraybuffer base64-js
baseline-browser-mapping basic-auth basic-ftp batch bcrypt-pbkdf before-after-hook better-sqlite3 bidi-js
big-integer big.js bignumber.js binary-extensions bindings bl bluebird bn.js body-parser bonjour-service boolbase
bowser boxen bplist-parser brace-expansion braces brorand browserify-zlib browserslist bs-logger bser buffer
buffer-crc32 buffer-equal-constant-time buffer-from builtin-modules bundle-name busboy bytes cac cacache
cacheable-lookup cacheable-request call-bind call-bind-apply-helpers call-bound call-me-maybe callsites camel-case
camelcase camelcase-css camelcase-keys caniuse-api caniuse-lite caseless ccount chai chalk chalk-template
change-case char-regex character-entities character-entities-html4 character-entities-legacy
character-reference-invalid chardet charenc check-error cheerio cheerio-select chokidar chownr chrome-devtools-mcp
chrome-trace-event ci-info cipher-base citty cjs-module-lexer class-variance-authority classnames clean-css
clean-stack cli-boxes cli-cursor cli-spinners cli-table3 cli-truncate cli-width client-only clipboardy cliui clone
clone-deep clone-response clsx cluster-key-slot co collect-v8-coverage color color-convert color-name color-string
color-support colord colorette colors combined-stream comma-separated-tokens commander common-path-prefix
common-tags commondir component-emitter compress-commons compressible compression concat-map concat-stream
concurrently confbox config-chain configstore confusing-browser-globals connect connect-history-api-fallback consola
console-control-strings constant-case content-disposition content-type conventional-changelog-angular
conventional-commits-parser convert-source-map cookie cookie-signature cookiejar copy-anything copy-webpack-plugin
core-js core-js-compat core-js-pure core-util-is cors cosmiconfig crc-32 crc32-stream create-hash create-jest
create-require cross-env cross-fetch cross-spawn crypt crypto-js crypto-random-string css-declaration-sorter
css-loader css-select css-tree css-what css.escape cssesc cssnano cssnano-preset-default cssnano-utils csso cssom
cssstyle csstype d d3-array d3-color d3-dispatch d3-drag d3-ease d3-format d3-interpolate d3-path d3-scale
d3-selection d3-shape d3-time d3-time-format d3-timer d3-transition d3-zoom damerau-levenshtein dashdash
data-uri-to-buffer data-urls data-view-buffer data-view-byte-length data-view-byte-offset date-fns dateformat dayjs
debounce debug decamelize decamelize-keys decimal.js decimal.js-light decode-named-character-reference
decode-uri-component decompress-response dedent deep-eql deep-equal deep-extend deep-is deepmerge default-browser
default-browser-id defaults defer-to-connect define-data-property define-lazy-prop define-properties define-property
defu degenerator del delayed-stream delegates denque depd dependency-graph deprecation dequal des.js destr destroy
detect-indent detect-libc detect-newline detect-node detect-node-es devlop devtools-protocol dezalgo didyoumean diff
diff-sequences dir-glob discord.js dlv dns-packet doctrine dom-accessibility-api dom-converter dom-helpers
dom-serializer domelementtype domexception domhandler dompurify domutils dot-case dot-prop dotenv dotenv-expand
dunder-proto duplexer duplexer2 duplexify eastasianwidth ecc-jsbn ecdsa-sig-formatter ee-first ejs
electron-to-chromium elliptic emittery emoji-regex emojis-list enabled encodeurl encoding end-of-stream
engine.io-parser enhanced-resolve enquirer entities env-paths envinfo environment err-code errno error-ex
error-stack-parser es-abstract es-define-property es-errors es-get-iterator es-iterator-helpers es-module-lexer
es-object-atoms es-set-tostringtag es-shim-unscopables es-to-primitive es-toolkit es5-ext es6-error es6-promise
es6-symbol esbuild esbuild-register escalade escape-html escape-string-regexp escodegen eslint eslint-config-next
eslint-config-prettier eslint-import-resolver-node eslint-import-resolver-typescript eslint-module-utils
eslint-plugin-import eslint-plugin-jest eslint-plugin-jsx-a11y eslint-plugin-prettier eslint-plugin-react
eslint-plugin-react-hooks eslint-plugin-react-refresh eslint-scope eslint-utils eslint-visitor-keys espree esprima
esquery esrecurse estraverse estree-util-is-identifier-name estree-walker esutils etag event-target-shim
eventemitter2 eventemitter3 events events-universal eventsource eventsource-parser execa exit expand-brackets
expand-template expand-tilde expect expect-type expo-mcp exponential-backoff express express-rate-limit exsolve
extend extend-shallow external-editor extglob extract-zip extsprintf fast-content-type-parse fast-deep-equal
fast-diff fast-equals fast-fifo fast-glob fast-json-stable-stringify fast-levenshtein fast-safe-stringify fast-uri
fast-xml-parser fastest-levenshtein fastmcp fastq faye-websocket fb-watchman fbjs fd-slicer fdir fecha fetch-blob
fflate figma-developer-mcp figures file-entry-cache file-loader file-type file-uri-to-path filelist filesize
fill-range filter-obj finalhandler find-cache-dir find-root find-up firecrawl-mcp flat flat-cache flatted fn.name
follow-redirects for-each for-in foreground-child forever-agent fork-ts-checker-webpack-plugin form-data
form-data-encoder formdata-polyfill formidable forwarded forwarded-parse fraction.js framer-motion fresh
fs-constants fs-extra fs-minipass fs-monkey fs.realpath fsevents function-bind function.prototype.name
functional-red-black-tree functions-have-names gauge gaxios gcp-metadata generator-function gensync get-caller-file
get-east-asian-width get-intrinsic get-nonce get-package-type get-port get-proto get-stdin get-stream
get-symbol-description get-tsconfig get-uri get-value getpass giget github-from-package glob glob-parent
glob-to-regexp global-dirs global-modules global-prefix globals globalthis globby google-auth-library google-gax
google-logging-utils googleapis gopd got graceful-fs graphemer graphql gtoken gzip-size handle-thing handlebars
har-schema har-validator hard-rejection has has-ansi has-bigints has-flag has-property-descriptors has-proto
has-symbols has-tostringtag has-unicode has-value has-values hash-base hash.js hasown hast-util-parse-selector
hast-util-to-jsx-runtime hast-util-whitespace hastscript he hermes-estree hermes-parser highlight.js hmac-drbg
hoist-non-react-statics homedir-polyfill hono hono-mcp-server-sse-transport hosted-git-info hpack.js
html-encoding-sniffer html-entities html-escaper html-minifier-terser html-tags html-webpack-plugin htmlparser2
http-cache-semantics http-deceiver http-errors http-parser-js http-proxy http-proxy-agent http-proxy-middleware
http-signature http2-wrapper https-proxy-agent human-signals humanize-ms husky i18next iconv-lite icss-utils idb
ieee754 ignore ignore-walk image-size imapflow immediate immer immutable import-fresh import-in-the-middle
import-lazy import-local import-meta-resolve imurmurhash indent-string inflight inherits ini inline-style-parser
inquirer internal-slot internmap interpret invariant ioredis ip-address ipaddr.js is-accessor-descriptor
is-alphabetical is-alphanumerical is-arguments is-array-buffer is-arrayish is-async-function is-bigint
is-binary-path is-boolean-object is-buffer is-bun-module is-callable is-ci is-core-module is-data-descriptor
is-data-view is-date-object is-decimal is-descriptor is-docker is-extendable is-extglob is-finalizationregistry
is-fullwidth-code-point is-generator-fn is-generator-function is-glob is-hexadecimal is-inside-container
is-installed-globally is-interactive is-lambda is-map is-module is-negative-zero is-node-process is-number
is-number-object is-obj is-path-cwd is-path-inside is-plain-obj is-plain-object is-port-reachable
is-potential-custom-element-name is-promise is-reference is-regex is-regexp is-retry-allowed is-set
is-shared-array-buffer is-stream is-string is-symbol is-typed-array is-typedarray is-unicode-supported is-weakmap
is-weakref is-weakset is-what is-windows is-wsl isarray isexe isobject isomorphic-ws isstream istanbul-lib-coverage
istanbul-lib-instrument istanbul-lib-report istanbul-lib-source-maps istanbul-reports iterator.prototype jackspeak
jake jest jest-changed-files jest-circus jest-cli jest-config jest-diff jest-docblock jest-each
jest-environment-jsdom jest-environment-node jest-get-type jest-haste-map jest-leak-detector jest-matcher-utils
jest-message-util jest-mock jest-pnp-resolver jest-regex-util jest-resolve jest-resolve-dependencies jest-runner
jest-runtime jest-serializer jest-snapshot jest-util jest-validate jest-watcher jest-worker jiti joi jose joycon
jquery js-cookie js-tokens js-yaml jsbn jsdom jsesc json-bigint json-buffer json-parse-better-errors
json-parse-even-better-errors json-schema json-schema-traverse json-schema-typed
json-stable-stringify-without-jsonify json-stringify-safe json5 jsonc-parser jsonfile jsonparse jsonpointer
jsonwebtoken jspdf jsprim jsx-ast-utils jszip jwa jws jwt-decode keyv kind-of kleur klona kuler
language-subtag-registry language-tags launch-editor lazystream leven levn lie lightningcss
lightningcss-linux-x64-gnu lightningcss-linux-x64-musl lilconfig lines-and-columns linkify-it lint-staged listr2
load-json-file loader-runner loader-utils locate-path lodash lodash-es lodash.camelcase lodash.clonedeep
lodash.debounce lodash.defaults lodash.flatten lodash.get lodash.includes lodash.isarguments lodash.isboolean
lodash.isequal lodash.isinteger lodash.isnumber lodash.isplainobject lodash.isstring lodash.memoize lodash.merge
lodash.once lodash.sortby lodash.truncate lodash.uniq log-symbols log-update logform loglevel long longest-streak
loose-envify loupe lower-case lowercase-keys lru-cache lucide-react luxon lz-string magic-string magicast mailgun.js
mailparser make-dir make-error make-fetch-happen makeerror map-cache map-obj markdown-it markdown-table marked
math-intrinsics mcp-evals mcp-framework mcp-handler mcp-hello-world mcp-proxy mcp-remote mcp-use md5
mdast-util-find-and-replace mdast-util-from-markdown mdast-util-gfm mdast-util-gfm-autolink-literal
mdast-util-gfm-footnote mdast-util-gfm-strikethrough mdast-util-gfm-table mdast-util-gfm-task-list-item
mdast-util-mdx-expression mdast-util-mdx-jsx mdast-util-mdxjs-esm mdast-util-phrasing mdast-util-to-hast
mdast-util-to-markdown mdast-util-to-string mdn-data mdurl media-typer memfs memoize-one meow merge-descriptors
merge-stream merge2 methods micromark micromark-core-commonmark micromark-extension-gfm
micromark-extension-gfm-autolink-literal micromark-extension-gfm-footnote micromark-extension-gfm-strikethrough
micromark-extension-gfm-table micromark-extension-gfm-tagfilter micromark-extension-gfm-task-list-item
micromark-factory-destination micromark-factory-label micromark-factory-space micromark-factory-title
micromark-factory-whitespace micromark-util-character micromark-util-chunked micromark-util-classify-character
micromark-util-combine-extensions micromark-util-decode-numeric-character-reference micromark-util-decode-string
micromark-util-encode micromark-util-html-tag-name micromark-util-normalize-identifier micromark-util-resolve-all
micromark-util-sanitize-uri micromark-util-subtokenize micromark-util-symbol micromark-util-types micromatch mime
mime-db mime-types mimic-fn mimic-function mimic-response min-indent mini-css-extract-plugin minimalistic-assert
minimalistic-crypto-utils minimatch minimist minimist-options minipass minipass-collect minipass-fetch
minipass-flush minipass-pipeline minipass-sized minizlib mitt mkdirp mkdirp-classic mlly mocha
module-details-from-path moment moment-timezone mongodb mongodb-mcp-server motion-dom motion-utils mri mrmime ms
multer multicast-dns mute-stream mysql2 mz n8n-mcp n8n-nodes-mcp nan nanoid napi-build-utils napi-postinstall
natural-compare needle negotiator neo-async netmask next next-devtools-mcp nice-try no-case node-abi
node-abort-controller node-addon-api node-domexception node-emoji node-fetch node-fetch-native node-forge node-gyp
node-gyp-build node-int64 node-releases nodemailer nopt normalize-package-data normalize-path normalize-range
normalize-url notifications-node-client npm npm-bundled npm-install-checks npm-normalize-package-bin npm-package-arg
npm-packlist npm-pick-manifest npm-registry-fetch npm-run-path npmlog nth-check nwsapi nx-mcp nypm oauth-sign
object-assign object-hash object-inspect object-is object-keys object.assign object.entries object.fromentries
object.groupby object.pick object.values obuf obug ohash on-exit-leak-free on-finished on-headers once one-time
onetime open openai opener optionator ora os-tmpdir own-keys p-cancelable p-finally p-limit p-locate p-map p-queue
p-retry p-timeout p-try pac-proxy-agent pac-resolver package-json package-json-from-dist package-manager-detector
pacote pako param-case parent-module parse-entities parse-json parse-ms parse-passwd parse5
parse5-htmlparser2-tree-adapter parseurl pascal-case path-browserify path-case path-exists path-is-absolute
path-is-inside path-key path-parse path-scurry path-to-regexp path-type pathe pathval pbkdf2 pend perfect-debounce
performance-now pg pg-cloudflare pg-connection-string pg-int8 pg-pool pg-protocol pg-types pgpass picocolors
picomatch pidtree pify pinkie pinkie-promise pino pino-abstract-transport pino-std-serializers pirates
pkce-challenge pkg-dir pkg-types playwright playwright-core pluralize pngjs pnpm possible-typed-array-names postcss
postcss-calc postcss-colormin postcss-convert-values postcss-discard-comments postcss-discard-duplicates
postcss-discard-empty postcss-discard-overridden postcss-import postcss-js postcss-load-config postcss-loader
postcss-merge-longhand postcss-merge-rules postcss-minify-font-values postcss-minify-gradients postcss-minify-params
postcss-minify-selectors postcss-modules-extract-imports postcss-modules-local-by-default postcss-modules-scope
postcss-modules-values postcss-nested postcss-normalize-charset postcss-normalize-display-values
postcss-normalize-positions postcss-normalize-repeat-style postcss-normalize-string
postcss-normalize-timing-functions postcss-normalize-unicode postcss-normalize-url postcss-normalize-whitespace
postcss-ordered-values postcss-reduce-initial postcss-reduce-transforms postcss-selector-parser postcss-svgo
postcss-unique-selectors postcss-value-parser postgres-array postgres-bytea postgres-date postgres-interval postmark
postmark-mcp preact prebuild-install prelude-ls prettier prettier-linter-helpers pretty-bytes pretty-error pretty-format
pretty-ms prismjs proc-log process process-nextick-args process-warning progress promise promise-inflight
promise-retry prompts prop-types property-information proto-list proto3-json-serializer protobufjs proxy-addr
proxy-agent proxy-from-env prr pseudomap psl pump pumpify punycode punycode.js puppeteer puppeteer-core pure-rand q
qs query-string querystring querystringify queue-microtask quick-format-unescaped quick-lru raf ramda randombytes
range-parser raw-body rc react react-docgen react-dom react-fast-compare react-hook-form react-is react-markdown
react-redux react-refresh react-remove-scroll react-remove-scroll-bar react-router react-router-dom
react-style-singleton react-transition-group read-cache read-pkg read-pkg-up readable-stream readdir-glob readdirp
real-require recast recharts rechoir redent redis redis-errors redis-parser redux redux-thunk reflect-metadata
reflect.getprototypeof regenerate regenerate-unicode-properties regenerator-runtime regenerator-transform
regexp.prototype.flags regexpp regexpu-core registry-auth-token registry-url regjsgen regjsparser relateurl
remark-gfm remark-parse remark-rehype remark-stringify remove-trailing-separator renderkid repeat-element
repeat-string request require-directory require-from-string require-in-the-middle require-main-filename
requires-port reselect resend resolve resolve-alpn resolve-cwd resolve-dir resolve-from resolve-pkg-maps
resolve.exports responselike restore-cursor ret retry retry-request reusify rfdc rimraf ripemd160 robust-predicates
rollup router rrweb-cssom run-applescript run-async run-parallel rxjs safe-array-concat safe-buffer safe-push-apply
safe-regex safe-regex-test safe-stable-stringify safer-buffer sass sass-loader sax saxes scheduler schema-utils
secure-json-parse select-hose selfsigned semver send sentence-case serialize-error serialize-javascript serve
serve-handler serve-index serve-static set-blocking set-cookie-parser set-function-length set-function-name
set-proto set-value setimmediate setprototypeof sha.js shallow-clone shallowequal sharp shebang-command
shebang-regex shell-quote shimmer side-channel side-channel-list side-channel-map side-channel-weakmap siginfo
signal-exit simple-concat simple-get simple-git simple-swizzle sirv sisteransi slash slice-ansi smart-buffer
snake-case socket.io socket.io-parser sockjs socks socks-proxy-agent sonic-boom sonner sort-keys source-map
source-map-js source-map-resolve source-map-support source-map-url sourcemap-codec space-separated-tokens
spdx-correct spdx-exceptions spdx-expression-parse spdx-license-ids spdy spdy-transport split split-string split2
sprintf-js sshpk ssri stable-hash stack-trace stack-utils stackback stackframe standard-as-callback statuses std-env
stdin-discarder stop-iteration-iterator storybook stream-browserify stream-events stream-shift streamsearch streamx
strict-event-emitter strict-uri-encode string-argv string-length string-width string.prototype.includes
string.prototype.matchall string.prototype.repeat string.prototype.trim string.prototype.trimend
string.prototype.trimstart string_decoder stringify-entities stringify-object strip-ansi strip-bom strip-eof
strip-final-newline strip-indent strip-json-comments strip-literal strnum strtok3 stubs style-loader style-to-js
style-to-object styled-jsx stylehacks stylis sucrase superagent supports-color supports-hyperlinks
supports-preserve-symlinks-flag svg-parser svgo symbol-observable symbol-tree synckit tabbable table tailwind-merge
tailwindcss tapable tar tar-fs tar-stream tavily-mcp teeny-request telecom-mas-agent telegraf temp-dir tempy
terminal-link terser terser-webpack-plugin test-exclude text-decoder text-hex text-table thenify thenify-all
thread-stream throat throttleit through through2 thunky tiny-invariant tiny-warning tinybench tinyexec tinyglobby
tinypool tinyrainbow tinyspy tldts tldts-core tmp tmpl to-buffer to-fast-properties to-regex-range toidentifier
token-types totalist tough-cookie tr46 traverse tree-kill trim-lines trim-newlines triple-beam trough ts-api-utils
ts-dedent ts-interface-checker ts-jest ts-loader ts-node tsconfig-paths tslib tsutils tsx tunnel tunnel-agent
tweetnacl type type-check type-detect type-fest type-is typed-array-buffer typed-array-byte-length
typed-array-byte-offset typed-array-length typedarray typedarray-to-buffer types-registry typescript
typescript-eslint ua-parser-js uc.micro ufo uglify-js unbox-primitive underscore undici undici-types
unicode-canonical-property-names-ecmascript unicode-match-property-ecmascript
unicode-match-property-value-ecmascript unicode-property-aliases-ecmascript unicorn-magic unified union-value
unique-filename unique-slug unique-string unist-util-is unist-util-position unist-util-stringify-position
unist-util-visit unist-util-visit-parents universal-user-agent universalify unpipe unplugin unrs-resolver
unset-value untildify upath update-browserslist-db update-check upper-case upper-case-first uri-js url url-join
url-parse urlpattern-polyfill use-callback-ref use-mcp use-sidecar use-sync-external-store util util-deprecate utila
utils-merge uuid v8-compile-cache-lib v8-to-istanbul validate-npm-package-license validate-npm-package-name
validator vary verror vfile vfile-message victory-vendor vite vite-node vitest void-elements vscode-uri
w3c-xmlserializer walker warning watchpack wbuf wcwidth web-streams-polyfill web-vitals webidl-conversions webpack
webpack-cli webpack-dev-middleware webpack-dev-server webpack-merge webpack-sources webpack-virtual-modules
websocket-driver websocket-extensions whatwg-encoding whatwg-fetch whatwg-mimetype whatwg-url which
which-boxed-primitive which-builtin-type which-collection which-module which-typed-array why-is-node-running
wide-align widest-line wildcard winston winston-transport word-wrap wordwrap workerpool wrap-ansi wrappy
write-file-atomic ws wsl-utils xdg-basedir xml xml-name-validator xml2js xmlbuilder xmlchars xtend y18n yallist yaml
yargs yargs-parser yauzl yn yocto-queue yoctocolors yoctocolors-cjs zip-stream zod zod-to-json-schema
zod-validation-error zustand zwitch
`
    .trim()
    .split(/\s+/),
);
