/**
 * Tokens known by their own form: the prefixes of well-known issuers. Every pattern is linear: a prefix either leads to
 * a match, which is consumed, or fails within a bounded number of characters.
 */
export const TOKEN_FORMS = [
  String.raw`[sr]k[-_][\w-]{16,}`,
  String.raw`whsec_[\w+/=]{16,}`,
  String.raw`gh[pousr]_[\w-]{16,}`,
  String.raw`github_pat_[\w-]{16,}`,
  String.raw`(?:gl(?:pat|dt|rt|rtr|ptt|cbt|ft|soat|imt|agent|ffct|oas)|glsa)[-_][\w.-]{16,}`,
  String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]{10,}`,
  String.raw`xapp-[\w-]{10,}`,
  String.raw`AIza[\w-]{16,}`,
  String.raw`ya29\.[\w-]{16,}`,
  String.raw`GOCSPX-[\w-]{16,}`,
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
  String.raw`(?:npm|hf)_[\w-]{16,}`,
  String.raw`pypi-[\w-]{16,}`,
  String.raw`(?:hvs|hvb|SG)\.[\w-]{16,}(?:\.[\w-]{1,128})?`,
  String.raw`(?:shp(?:at|ca|pa|ss)|dop_v1|doo_v1)_[A-Za-z0-9]{16,}`,
  String.raw`dckr_pat_[\w-]{16,}`,
].join('|');
