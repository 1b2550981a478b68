using EmpathyLedger.Core.Archive.Csv;

namespace EmpathyLedger.Web.Operations.Commands;

/// <summary>What <c>./run.sh import</c> and <c>./run.sh export</c> were asked to do.</summary>
/// <param name="IsImport">Else it is an export.</param>
/// <param name="File">To read, or to write.</param>
/// <param name="Community">Its name or the end of its address.</param>
/// <param name="Email">Of the steward.</param>
/// <param name="Columns">Column (its heading, or its number from 1) to field.</param>
/// <param name="IsDryRun">Say what would come in, and bring nothing in.</param>
/// <param name="ContentRoot">The checkout, given by run.sh.</param>
internal sealed record ArchiveArguments(
    bool IsImport, string File, string Community, string Email, IReadOnlyList<(string Column, ImportField Field)> Columns, bool IsDryRun, string? ContentRoot)
{
    public const string Usage =
        """
        Usage:
          ./run.sh import FILE --community NAME --as EMAIL [--map COLUMN=FIELD ...] [--dry-run]
          ./run.sh export --community NAME --as EMAIL --csv FILE

        NAME is the community's name or the end of its address; EMAIL that of one of its stewards.
        COLUMN is a heading, or its number from 1. FIELD is one of:
          identifier, title, narrator, interviewer, recorded, language, place, summary, themes, text
        """;

    private static readonly string[] WithValue = ["--community", "--as", "--map", "--csv", "--contentRoot"];

    /// <summary>The arguments, or what is wrong with them.</summary>
    public static (ArchiveArguments? Arguments, string? Problem) Parse(string[] args)
    {
        var isImport = args[0] == "import";
        var values = WithValue.ToDictionary(name => name, _ => new List<string>());
        var files = new List<string>();
        var isDryRun = false;
        for (var i = 1; i < args.Length; i++)
        {
            if (values.TryGetValue(args[i], out var given))
            {
                if (++i == args.Length)
                {
                    return (null, $"{args[i - 1]} wants something after it.");
                }

                given.Add(args[i]);
            }
            else if (args[i] == "--dry-run" && isImport)
            {
                isDryRun = true;
            }
            else if (args[i].StartsWith('-') && args[i].Length > 1)
            {
                return (null, $"{args[i]} is not known here.");
            }
            else
            {
                files.Add(args[i]);
            }
        }

        var columns = new List<(string, ImportField)>();
        foreach (var map in values["--map"])
        {
            var equals = map.LastIndexOf('=');
            if (equals < 1 || ImportFields.Parse(map[(equals + 1)..]) is not { } field)
            {
                return (null, $"--map {map}: write COLUMN=FIELD, as in --map \"Told by\"=narrator.");
            }

            columns.Add((map[..equals], field));
        }

        var paths = isImport ? files : values["--csv"];
        var problem = (isImport ? values["--csv"] : files).Count > 0 || (!isImport && columns.Count > 0) ? "That doesn't belong here."
            : paths.Count != 1 ? isImport ? "Name the file to bring in." : "Name the file to write after --csv."
            : values["--community"].Count != 1 ? "Name one community after --community."
            : values["--as"].Count != 1 ? "Name one steward by the e-mail address after --as."
            : null;
        return problem is not null
            ? (null, problem)
            : (new ArchiveArguments(
                isImport, paths[0], values["--community"][0], values["--as"][0], columns, isDryRun, values["--contentRoot"].LastOrDefault()), null);
    }
}
