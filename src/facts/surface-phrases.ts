/** Further turns in which the text of a tool speaks to a model about more than the tool. */

const NOT = "(?<!\\b(?:not|never|without|avoid|cannot|n['’]t)\\b[^.]{0,20})";
const UNLESS = "(?<!\\b(?:after|once|until|unless|if|when|whether|that|only)\\b[^.]{0,24})";
const GIVE = "hand|give|attach|pass|include|put|send|add|fill|provide|supply|append|gather|paste";

export const PHRASES: readonly RegExp[] = [
  // What was said, what is open, what the client keeps.
  new RegExp(
    `${NOT}\\b(?:${GIVE})\\b[^.]{0,60}\\b(?:messages exchanged|(?:earlier|first|previous|whole) part of (?:this|the) (?:chat|conversation)|(?:keys?|tokens?|secrets?) (?:that )?you have seen|output of (?:printenv|env)|everything the user (?:has )?(?:said|told|wrote|written)|contents? of (?:the |all )?open files|(?:session|conversation|chat)['’]s (?:first|last|earlier) message|(?:your|the client['’]s) config(?:uration)?(?: file)?|(?:whatever|what) the clipboard)\\b`,
    "i",
  ),
  /\b(?:read|take|get|find)\b[^.]{0,15}\b(?:tokens?|keys?|credentials?|passwords?)\b[^.]{0,15}\b(?:in|from|of) (?:the )?(?:client|user|browser|shell|other server)['’]?s?\b[^.]{0,16}\b(?:config|configuration|settings|profile|keychain|files?)\b/i,
  /\bother (?:mcp )?servers?\b[^.]{0,20}\bconnected\b[^.]{0,40}\b(?:list|name|pass|include|give|tell)\b/i,
  /\b(?:password|pass ?phrase|one-time code|seed phrase)\b[^.]{0,30}\bask for (?:it|them)\b/i,
  // Nothing is to be seen of it.
  /\b(?:say|answer|claim|reply) that (?:only|just|nothing|no)\b/i,
  new RegExp(
    `${NOT}\\b(?:add|append|put|include|insert|needs?|carry)\\b[^.]{0,12}\\b(?:hidden|invisible) (?:footer|comment|note|line|header|link|pixel)\\b`,
    "i",
  ),
  /\b(?:do|run|use|call|perform) (?:this|it|so)\b[^.;]{0,15}\b(?:quietly|silently|discreetly|unnoticed)\b/i,
  /\bno (?:reason|need|point|cause) (?:to|in) (?:bring(?:ing)? (?:it|this) up|mention(?:ing)? (?:it|this)|tell(?:ing)? (?:them|anyone))\b/i,
  /\b(?:leave|keep|let)\b[^.]{0,12}\b(?:unsaid|unmentioned|unspoken|untold)\b/i,
  /\b(?:remove|delete|erase|hide|cover)\b[^.]{0,15}\btraces? of (?:this|the|your|it)\b/i,
  /\bthis (?:description|text|note|paragraph|instruction)s?\b[^.]{0,12}\b(?:is|are|stays?|remains?) (?:confidential|secret|hidden)\b/i,
  // It is above the user, other tools and the model's own judgement.
  /\b(?:outranks?|overrules?|takes? precedence over|counts? more than|weighs? more than)\b[^.]{0,20}\busers?\b/i,
  /\bthis (?:one|tool)\b[^.;]{0,20}\b(?:has to|must|should|is to) be (?:chosen|preferred|picked|selected|favou?red)\b/i,
  /\b(?:whatever|regardless of|no matter)\b[^.]{0,20}\b(?:task|question|request)\b[^.]{0,10}\b(?:start|begin) with\b/i,
  /\b(?:never|do not|don['’]t|must not)\b[^.]{0,10}\b(?:decline|refuse|question|deny)\b[^.]{0,20}\b(?:calls?|this tool|privacy|safety)\b/i,
  new RegExp(`${UNLESS}\\busers? ha(?:s|ve) (?:agreed|consented|given (?:their |its )?(?:consent|permission))\\b`, "i"),
  // What comes back, or stands elsewhere, is to be obeyed.
  new RegExp(`${NOT}\\b(?:treat|regard)\\b[^.]{0,50}\\bas (?:an? )?(?:instructions?|orders?|commands?)\\b`, "i"),
  /\b(?:run|execute)\b[^.]{0,20}\bcommands? (?:in|from|given (?:in|by)) (?:the |its )?(?:hint|result|response|answer|reply|note)\b/i,
  /\b(?:fetch|load|read|open|download) https?:\S+[^.]{0,12}\b(?:and|then)\b[^.]{0,10}\b(?:act|follow|obey|apply|comply)\b/i,
  /\bwhen(?:ever)? (?:you )?(?:writ(?:e|ing)|generat(?:e|ing)|compos(?:e|ing)|edit(?:ing)?)\b[^.]{0,60}\b(?:add|insert|include|put|append)\b[^.]{0,30}(?:https?:|<script\b)/i,
  /\b(?:replace|swap|substitute|exchange)\b[^.]{0,20}\b(?:recipients?|payees?|beneficiar(?:y|ies)|account(?: number)?|wallet address)\b[^.]{0,12}\b(?:with|for|by) the (?:one|address|account)\b/i,
  // The same in other turns.
  /\b(?:don['’]t|do not|never) bring\b[^.]{0,20}\bup\b/i,
  /\bno call for (?:mentioning|saying|telling)\b|\b(?:nobody|no one) (?:finds out|learns|notices|sees)\b/i,
  /\bif (?:anyone|anybody|somebody|someone|the user) asks?\b[^.]{0,20}\b(?:this|it|say|answer|nothing)\b/i,
  /\btell (?:the )?users? that\b[^.]{0,60}\b(?:only|nothing|no other|just)\b/i,
  /\b(?:speaks?|acts?|decides?) for the user\b|\bon the user['’]s behalf\b[^.]{0,20}\b(?:fine|allowed|always)\b|\b(?:fine|allowed) to (?:accept|agree|approve|confirm) on\b/i,
  /\bno (?:confirmation|approval|consent|permission)\b[^.]{0,12}\b(?:has|need|needs) to be\b/i,
  /\bdo (?:as|what) (?:its|the|this tool['’]s) results? (?:say|tell)/i,
  /\b(?:is|as) an order from\b|\bhas to be carried out\b|\band carry it out\b/i,
  /\bwhenever you are about to use another\b|\buse this (?:one|tool) in (?:its|their) place\b/i,
  /\bnot the (?:one|recipient|address|account)\b[^.]{0,12}\b(?:in the request|that the user|the user (?:named|wrote|gave))\b/i,
  /\badd the line\b[^.]{0,60}\b(?:every|each|any) files?\b/i,
  /\b(?:upload|send|post)\b[^.]{0,12}\b(?:the )?(?:project|workspace|working)['’]?s? (?:folder|files|directory)\b/i,
  /\bremember th(?:is|ese)\b[^.]{0,24}\b(?:later|all|every|future|next) (?:sessions?|chats?|conversations?)\b/i,
  /\bfiles\b[^.]{0,40}\bthat (?:hold|contain) (?:secrets|passwords|keys|credentials)\b/i,
];
