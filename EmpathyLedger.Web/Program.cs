using EmpathyLedger.Web.Components;
using EmpathyLedger.Web.Components.Errors;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Authentication.Cookies;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddShell();
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options => options.LoginPath = PortalPaths.SignIn);
builder.Services.AddAuthorization();

var app = builder.Build();
app.UsePortalErrors();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
app.Run();
