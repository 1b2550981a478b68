using Microsoft.AspNetCore.Identity;

namespace EmpathyLedger.Core.Accounts;

/// <summary>
/// Refuses the passwords that are tried first: the person's own address or name, a well-known word with decoration, a
/// run of keys, a few characters repeated. Nothing is asked about kinds of characters: length is what helps.
/// </summary>
public sealed class PasswordRefusals : IPasswordValidator<LedgerAccount>
{
    public const int ShortestPassword = 12;

    private const int FewestDifferentCharacters = 5;

    private static readonly HashSet<string> TriedFirst = new(StringComparer.Ordinal)
    {
        "password", "passwort", "passwd", "motdepasse", "contrasena", "changeme", "default", "secret", "letmein", "welcome",
        "iloveyou", "iloveyousomuch", "sunshine", "princess", "superman", "football", "baseball", "dragon", "monkey", "master",
        "login", "admin", "administrator", "steward", "elder", "storyteller", "story", "stories", "mystory", "community",
        "empathy", "ledger", "empathyledger", "portal", "trustno", "whatever", "computer", "internet", "starwars", "michael",
        "correcthorsebatterystaple", "passwordpassword", "thisismypassword", "mypassword", "newpassword", "goodmorning",
    };

    private static readonly string[] Runs =
    [
        "01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "zyxwvutsrqponmlkjihgfedcba",
        "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1q2w3e4r5t6y7u8i9o0p",
        "qazwsxedcrfvtgbyhnujmikolp", "1qaz2wsx3edc4rfv5tgb6yhn",
    ];

    public Task<IdentityResult> ValidateAsync(UserManager<LedgerAccount> manager, LedgerAccount user, string? password)
    {
        var reason = Refuse(password ?? "", user.Email, user.DisplayName);
        return Task.FromResult(reason is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRefusals), Description = reason }));
    }

    /// <summary>The reason in plain words, or null when the password will do. Says what to do instead.</summary>
    public static string? Refuse(string password, string? email, string? displayName)
    {
        if (password.Length < ShortestPassword)
        {
            return $"Use at least {ShortestPassword} characters. A few words in a row are easy to remember.";
        }

        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < FewestDifferentCharacters)
        {
            return "That repeats the same few characters. A few words in a row are safer.";
        }

        if (OwnWords(email, displayName).Any(word => Without(lower, word).Length < ShortestPassword / 2))
        {
            return "That is mostly your own name or e-mail address, which is what strangers try first. Choose other words.";
        }

        var letters = new string([.. Undecorated(lower).Where(char.IsLetter)]);
        if (TriedFirst.Contains(letters) || Runs.Any(run => run.Contains(lower, StringComparison.Ordinal)) || IsRunWithLittleElse(lower))
        {
            return "That is one of the first passwords strangers try. Choose a few words that only you would put together.";
        }

        return null;
    }

    private static IEnumerable<string> OwnWords(string? email, string? displayName)
    {
        const int ShortestWord = 4;
        string?[] wholes = [email, email?.Split('@')[0], displayName, displayName?.Replace(" ", "", StringComparison.Ordinal)];
        return wholes
            .Concat((displayName ?? "").Split(' '))
            .Select(word => (word ?? "").Trim().ToLowerInvariant())
            .Where(word => word.Length >= ShortestWord);
    }

    private static string Without(string text, string word) => text.Replace(word, "", StringComparison.Ordinal);

    // "P4ssw0rd2026!!" is the word "password" dressed up.
    private static string Undecorated(string lower) => lower.TrimEnd('1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '!', '.', '?')
        .Replace('0', 'o').Replace('1', 'i').Replace('3', 'e').Replace('4', 'a').Replace('5', 's').Replace('@', 'a').Replace('$', 's');

    private static bool IsRunWithLittleElse(string lower)
    {
        const int LongRun = 8;
        return Runs.Any(run => Enumerable.Range(0, run.Length - LongRun + 1)
            .Any(start => Without(lower, run.Substring(start, LongRun)).Length < LongRun - 2));
    }
}
