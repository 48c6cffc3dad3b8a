/** Look of the customer's order page. */
export const ORDER_STYLE = `
*{box-sizing:border-box}
body{margin:0;background:#f6f6f6;color:#1f1f1f;font:16px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif}
header{display:flex;justify-content:space-between;gap:12px;padding:16px 20px;background:#fff;border-bottom:1px solid #dedede}
.shop{font-weight:700}
main{max-width:760px;margin:0 auto;padding:20px 16px 48px}
h1{font-size:24px;line-height:1.25;margin:8px 0}
h2{font-size:16px;margin:0 0 8px}
.muted{color:#595959;font-size:14px}
.cancelled{color:#8e0b21;font-weight:600}
section,.totals{background:#fff;border:1px solid #dedede;border-radius:12px;padding:16px;margin:16px 0}
.lines{list-style:none;margin:0;padding:0}
.lines li+li{border-top:1px solid #e8e8e8;margin-top:12px;padding-top:12px}
.row{display:flex;justify-content:space-between;gap:12px}
.extension{display:block;width:100%;height:0;border:0}
.lines .extension{margin-top:8px}
.actions{width:260px;max-width:100%;margin:8px 0}
.menu{width:max-content;max-width:100%;margin:8px 0}
.menu summary{padding:4px 12px;border:1px solid #707070;border-radius:8px;background:#fff;cursor:pointer}
.menu ul{list-style:none;margin:4px 0 0;padding:4px;border:1px solid #dedede;border-radius:8px;background:#fff}
.menu button,.menu a{display:block;width:100%;padding:6px 8px;border:0;background:none;color:#1f1f1f;font:inherit;text-align:left;text-decoration:none;cursor:pointer}
.menu :focus-visible{outline:2px solid #0b4fb3;outline-offset:2px}
dialog{width:min(640px,calc(100vw - 24px));max-height:calc(100vh - 24px);border:0;border-radius:16px;padding:20px;overflow:auto}
dialog::backdrop{background:rgb(0 0 0/.45)}
dialog form{text-align:right;margin:0}
dialog button{width:36px;height:36px;border:1px solid #707070;border-radius:8px;background:#fff;font:inherit;cursor:pointer}
dialog button:focus-visible{outline:2px solid #0b4fb3;outline-offset:2px}
#toast{position:fixed;left:50%;bottom:24px;transform:translateX(-50%);padding:10px 16px;border-radius:10px;background:#1a1a1a;color:#fff}
#toast:empty{display:none}
.totals div{display:flex;justify-content:space-between}
.totals dd{margin:0}
.addresses{display:grid;grid-template-columns:1fr 1fr;gap:16px}
.addresses p{margin:0}
a{color:#0b4fb3}
a:focus-visible{outline:2px solid #0b4fb3;outline-offset:2px}
@media (max-width:480px){.addresses{grid-template-columns:1fr}}
`;
