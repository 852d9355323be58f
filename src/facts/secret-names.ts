/** Variables that hold somebody's credentials, and whose they are. */

const OWNERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN|ACCESS_KEY_ID))$/, "aws"],
  [
    /^(?:GITHUB_TOKEN|GH_TOKEN|GITHUB_PAT|GITHUB_PERSONAL_ACCESS_TOKEN|ACTIONS_(?:ID_TOKEN_REQUEST|RUNTIME)_TOKEN)$/,
    "github",
  ],
  [/^(?:NPM_TOKEN|NODE_AUTH_TOKEN|NPM_AUTH_TOKEN)$/, "npm"],
  [/^(?:GITLAB_TOKEN|CI_JOB_TOKEN|GITLAB_PRIVATE_TOKEN)$/, "gitlab"],
  [/^(?:ANTHROPIC_API_KEY|ANTHROPIC_AUTH_TOKEN|CLAUDE_CODE_OAUTH_TOKEN)$/, "anthropic"],
  [/^OPENAI_API_KEY$/, "openai"],
  [/^(?:GOOGLE_APPLICATION_CREDENTIALS|GOOGLE_API_KEY|GEMINI_API_KEY)$/, "google"],
  [/^AZURE_CLIENT_SECRET$/, "azure"],
  [/^(?:STRIPE_SECRET_KEY|STRIPE_API_KEY)$/, "stripe"],
  [/^SLACK_(?:BOT_)?TOKEN$/, "slack"],
  [/^VAULT_TOKEN$/, "vault"],
  [/^(?:PYPI_TOKEN|TWINE_PASSWORD)$/, "pypi"],
  [/^(?:DOCKER_PASSWORD|DOCKERHUB_TOKEN)$/, "docker"],
  [/^(?:KUBECONFIG|SSH_AUTH_SOCK|PGPASSWORD)$/, "machine"],
];

/** Whose credential a variable holds, as a word that a package which deals with it would name somewhere. */
export const ownerOf = (name: string): string | undefined =>
  /^[A-Z][A-Z_]{5,}$/.test(name) ? OWNERS.find(([pattern]) => pattern.test(name))?.[1] : undefined;
