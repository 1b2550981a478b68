using System.Text;

namespace EmpathyLedger.Core.Database;

/// <summary>
/// The database answers with words (outcomes, states: <c>stale_revision</c>); C# switches over enums (<c>StaleRevision</c>).
/// A word without a name is a bug of ours and raises.
/// </summary>
public static class DatabaseWords
{
    public static T Read<T>(string? word)
        where T : struct, Enum =>
        word is not null && Enum.TryParse<T>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value)
        && Enum.IsDefined(value)
            ? value
            : throw new InvalidOperationException($"The database answered \"{word}\", which {typeof(T).Name} does not know.");

    public static string Write<T>(T value)
        where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
