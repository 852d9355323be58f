/** The rules about the package as a whole: archive, manifest, binaries, registry. */
import { archiveEntry } from "./archive-entry.js";
import { binaryAppended } from "./binary-appended.js";
import { binaryArchive } from "./binary-archive.js";
import { binaryDisguised } from "./binary-disguised.js";
import { binaryProgram } from "./binary-program.js";
import { binaryScript } from "./binary-script.js";
import { binaryUnknown } from "./binary-unknown.js";
import { buildUnexplained } from "./build-unexplained.js";
import { commandNew } from "./command-new.js";
import { dependencyBundled } from "./dependency-bundled.js";
import { dependencyNew } from "./dependency-new.js";
import { dependencyOverrides } from "./dependency-overrides.js";
import { dependencyRange } from "./dependency-range.js";
import { dependencyShrinkwrap } from "./dependency-shrinkwrap.js";
import { dependencySource } from "./dependency-source.js";
import { dependencyUndeclared } from "./dependency-undeclared.js";
import { digestManifest } from "./digest-manifest.js";
import { digestRepublished } from "./digest-republished.js";
import { entryConfigFile } from "./entry-config-file.js";
import { entryLoader } from "./entry-loader.js";
import { entryMap } from "./entry-map.js";
import { entryTarget } from "./entry-target.js";
import { executableBit } from "./executable-bit.js";
import { installNativeBuild } from "./install-native-build.js";
import { installScript } from "./install-script.js";
import { installScriptFile } from "./install-script-file.js";
import { metadataBurst } from "./metadata-burst.js";
import { metadataDormant } from "./metadata-dormant.js";
import { metadataFresh } from "./metadata-fresh.js";
import { metadataProvenance } from "./metadata-provenance.js";
import { metadataPublisher } from "./metadata-publisher.js";
import { metadataRepository } from "./metadata-repository.js";
import { metadataSignature } from "./metadata-signature.js";
import { metadataSize } from "./metadata-size.js";
import { metadataUnknown } from "./metadata-unknown.js";
import { metadataWithdrawn } from "./metadata-withdrawn.js";
import { nameLookAlike } from "./name-look-alike.js";
import type { Rule } from "./rule.js";
import { scriptChanged } from "./script-changed.js";
import { unicodeBidi } from "./unicode-bidi.js";
import { unicodeControl } from "./unicode-control.js";
import { unicodeFileName } from "./unicode-file-name.js";
import { unicodeInvisible } from "./unicode-invisible.js";
import { unicodeMixedScripts } from "./unicode-mixed-scripts.js";

export const PACKAGE_RULES: readonly Rule[] = [
  installScript,
  installNativeBuild,
  installScriptFile,
  executableBit,
  commandNew,
  scriptChanged,
  entryTarget,
  entryMap,
  entryLoader,
  entryConfigFile,
  dependencySource,
  dependencyNew,
  nameLookAlike,
  dependencyUndeclared,
  dependencyRange,
  dependencyBundled,
  dependencyShrinkwrap,
  dependencyOverrides,
  archiveEntry,
  binaryProgram,
  binaryDisguised,
  binaryArchive,
  binaryScript,
  binaryUnknown,
  binaryAppended,
  unicodeBidi,
  unicodeInvisible,
  unicodeControl,
  unicodeMixedScripts,
  unicodeFileName,
  buildUnexplained,
  digestRepublished,
  digestManifest,
  metadataPublisher,
  metadataRepository,
  metadataProvenance,
  metadataSignature,
  metadataWithdrawn,
  metadataFresh,
  metadataDormant,
  metadataBurst,
  metadataSize,
  metadataUnknown,
];
