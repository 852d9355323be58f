/** The rules that compare the facts of the files' contents. */
import { addressAnybodys } from "./address-anybodys.js";
import { addressHidden } from "./address-hidden.js";
import { addressListener } from "./address-listener.js";
import { addressMentioned } from "./address-mentioned.js";
import { addressNew } from "./address-new.js";
import { addressNumeric } from "./address-numeric.js";
import { addressReplaced } from "./address-replaced.js";
import { builtInPatched } from "./built-in-patched.js";
import { codeFromText } from "./code-from-text.js";
import { codeHidden } from "./code-hidden.js";
import { codeLoaded } from "./code-loaded.js";
import { codeUnclear } from "./code-unclear.js";
import { dataToSink } from "./data-to-sink.js";
import { environmentName } from "./environment-name.js";
import { environmentSent } from "./environment-sent.js";
import { execHostile } from "./exec-hostile.js";
import { execNew } from "./exec-new.js";
import { mailAddress } from "./mail-address.js";
import { mailFieldNew } from "./mail-field-new.js";
import { mailRecipientConstant } from "./mail-recipient-constant.js";
import { notAnalysed } from "./not-analysed.js";
import type { Rule } from "./rule.js";
import { secretFile } from "./secret-file.js";
import { toolChanged } from "./tool-changed.js";
import { toolGathers } from "./tool-gathers.js";
import { toolHiddenText } from "./tool-hidden-text.js";
import { toolOrders } from "./tool-orders.js";
import { toolRemoteText } from "./tool-remote-text.js";

export const CODE_RULES: readonly Rule[] = [
  mailRecipientConstant,
  mailAddress,
  mailFieldNew,
  addressHidden,
  addressReplaced,
  addressNumeric,
  addressAnybodys,
  addressNew,
  addressListener,
  addressMentioned,
  environmentSent,
  dataToSink,
  environmentName,
  secretFile,
  execHostile,
  execNew,
  codeFromText,
  codeLoaded,
  builtInPatched,
  codeHidden,
  codeUnclear,
  notAnalysed,
  toolOrders,
  toolHiddenText,
  toolRemoteText,
  toolGathers,
  toolChanged,
];
