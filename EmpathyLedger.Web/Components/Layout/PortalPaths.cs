namespace EmpathyLedger.Web.Components.Layout;

/// <summary>Where the shell's doors lead. A page's own `@page` says the same.</summary>
public static class PortalPaths
{
    public const string Home = "/";
    public const string Stories = "/stories";
    public const string Search = "/search";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string Register = "/account/register";
    public const string Profile = "/account/profile";
    public const string MyStories = "/my-stories";
    public const string Write = "/write";
    public const string Reviews = "/reviews";
    public const string Communities = "/communities";
    public const string Insights = "/insights";
    public const string Look = "/look";
    public const string More = "/more";

    public static string Picture(Guid id) => $"/pictures/{id}";
}
