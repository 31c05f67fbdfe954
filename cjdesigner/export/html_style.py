"""The style sheet of an HTML export: light and dark by the reader's system, for screens and for paper."""

STYLE = """
:root{color-scheme:light dark;--page:#f6f8fb;--card:#fff;--text:#1b2536;--quiet:#566377;--line:#dfe4ea;--link:#1d4e89;
--kind:#475467}
@media screen and (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1f2630;--text:#e6ebf2;--quiet:#a3b0c2;
--line:#343f4d;--link:#7db0ff;--kind:#a3b0c2}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;
overflow-wrap:anywhere}
body>header,article,body>footer{max-width:78rem;margin:0 auto;padding:1.5rem 1.25rem}
body>header{padding-bottom:.5rem}
h1{margin:0;font-size:1.9rem;line-height:1.25}
h2{margin:2.25rem 0 .5rem;padding-top:1rem;border-top:2px solid var(--line);font-size:1.35rem;line-height:1.3}
h3{margin:1.25rem 0 .4rem;color:var(--kind);font-size:1rem}
h1,h2,h3,p,li{unicode-bidi:plaintext}
p{margin:.25rem 0;white-space:pre-line}
.quiet,.facts,footer{color:var(--quiet)}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem;padding:.5rem 1rem;background:var(--card);z-index:1}
.skip:focus{left:1rem;top:1rem}
.picture{margin:1rem auto;max-width:calc(100% - 2.5rem);max-height:92vh;overflow:auto;border:1px solid var(--line);
border-radius:10px;background:var(--card)}
.picture svg{display:block;margin:0 auto;width:clamp(calc(var(--wide)*.6),100%,calc(var(--wide)*1.5));height:auto}
.pages{max-width:78rem;margin:1rem auto;padding:0 1.25rem;display:grid;gap:1.25rem}
.pages img{display:block;width:100%;height:auto;border:1px solid var(--line);border-radius:10px}
nav ol{display:flex;flex-wrap:wrap;gap:.35rem 1.25rem;margin:0;padding:0;list-style:none}
ul{margin:0;padding:0;list-style:none}
.lanes{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr));gap:0 1.25rem}
.lanes .cards{grid-template-columns:1fr}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:.6rem}
.cards>li{padding:.6rem .8rem;background:var(--card);border:1px solid var(--line);border-left:4px solid var(--kind);
border-radius:6px}
.cards p{margin:0}
.facts{margin-top:.25rem;font-size:.875rem}
.facts li{white-space:pre-line}
.kind{color:var(--kind);font-weight:600}
@page{margin:12mm}
@media print{body{background:#fff;font-size:10pt}.skip,nav{display:none}
.picture{max-width:none;max-height:none;margin:0;border:0;overflow:visible;break-after:page}
.picture svg{width:100%;max-height:180mm}
.pages{max-width:none;padding:0;display:block}.pages img{border:0;margin-bottom:6mm;break-inside:avoid}
body>header,article,body>footer{max-width:none;padding:.5rem 0}.lanes{grid-template-columns:1fr 1fr}
h2,h3{break-after:avoid}.cards>li{break-inside:avoid}}
"""
