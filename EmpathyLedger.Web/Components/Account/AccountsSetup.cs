using EmpathyLedger.Core.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Web.Components.Account;

public static class AccountsSetup
{
    private const string SignInPath = "/account/sign-in";

    /// <summary>Accounts, the cookie, and who is asking.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddLedgerAccounts()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AccountPrincipalFactory>();
        services.AddScoped<SessionValidator>();
        services.AddScoped<ISecurityStampValidator>(provider => provider.GetRequiredService<SessionValidator>());
        services.Configure<SecurityStampValidatorOptions>(options =>
        {
            options.ValidationInterval = SessionValidator.Interval;
            options.OnRefreshingPrincipal = context =>
            {
                AccountClaims.CarryOver(context.CurrentPrincipal!, context.NewPrincipal!);
                return Task.CompletedTask;
            };
        });

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, SetCookie);
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentActor>();
        services.AddScoped<SignIns>();
        services.AddHostedService<SetupNotice>();

        // Antiforgery refuses to work at all over plain http when its own policy says Always, and http://localhost is
        // where a portal is first tried. The cookie policy marks every cookie Secure instead: browsers count localhost
        // as secure (Chromium and Firefox keep __Host- cookies there; Safari does not and needs https).
        services.Configure<CookiePolicyOptions>(options =>
        {
            options.Secure = CookieSecurePolicy.Always;
            options.MinimumSameSitePolicy = SameSiteMode.Lax;
        });
        services.Configure<AntiforgeryOptions>(options =>
        {
            options.Cookie.Name = "__Host-ledger-form";
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            options.Cookie.SameSite = SameSiteMode.Strict;

            // frame-ancestors in our policy says it, and more strictly.
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static void SetCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "__Host-ledger";
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = SignInPath;
        options.AccessDeniedPath = "/account/not-allowed";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        options.Events.OnRedirectToLogin = context => RedirectPagesOnly(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => RedirectPagesOnly(context, StatusCodes.Status403Forbidden);
    }

    // A script that is told to sign in again can say so; a redirect would hand it a page where it expects an answer.
    private static Task RedirectPagesOnly(RedirectContext<CookieAuthenticationOptions> context, int statusCode)
    {
        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = statusCode;
        }

        return Task.CompletedTask;
    }
}
