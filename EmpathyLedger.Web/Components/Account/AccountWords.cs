namespace EmpathyLedger.Web.Components.Account;

/// <summary>Sentences that several account pages share.</summary>
internal static class AccountWords
{
    /// <summary>Hashing costs time by length; nobody types more than this.</summary>
    public const int LongestPassword = 256;

    public const string WriteYourAddress = "Write your e-mail address.";
    public const string AddressLooksLike = "That doesn't look like an e-mail address. It has an @ in it, as in rosa@example.org.";
    public const string PasswordTooLong = "Use at most 256 characters for the password.";
    public const string TooManyTries = "There were many tries from here just now. Wait a few minutes, then try again.";
    public const string LinkNotValid = "This link has been used already, or is too old. Ask for a new one.";
}
