using EmpathyLedger.Core.Database.Keys;
using EmpathyLedger.Web.Operations;
using Microsoft.AspNetCore.Mvc;

namespace EmpathyLedger.Web.Components.Account;

public static class AccountEndpoints
{
    /// <summary>Forms carry the antiforgery token; the device key is for this origin's own pages alone.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        var account = endpoints.MapGroup("/account");
        account.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        account.MapPost("/demo-sign-in", SignInToDemoAsync).AllowAnonymous();
        account.MapGet("/device-key", DeviceKey).RequireAuthorization().AddEndpointFilter<SameOriginFilter>();
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext context, SignIns signIns, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        await signIns.SignOutAsync(context.User, cancellationToken);
        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static async Task<IResult> SignInToDemoAsync(
        HttpContext context, SignIns signIns, [FromForm] Guid person, [FromForm] string? returnUrl, CancellationToken cancellationToken) =>
        await signIns.SignInToDemoAsync(person, ClientAddress.Of(context), cancellationToken)
            ? Results.LocalRedirect(LocalUrl.OrHome(returnUrl))
            : Results.NotFound();

    private static IResult DeviceKey(HttpContext context, LedgerKeys keys)
    {
        if (context.User.ToActor().ProfileId is not { } accountId)
        {
            return Results.Unauthorized();
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new DeviceKeyAnswer(accountId, Convert.ToBase64String(keys.DeviceKey(accountId))));
    }

    private sealed record DeviceKeyAnswer(Guid AccountId, string Key);
}
