using System.Text;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Stories.Reading;

namespace EmpathyLedger.Core.Search;

/// <param name="Hits">Best first.</param>
/// <param name="Next">Where the next page begins; null at the end. How many there are in all is never told.</param>
public sealed record SearchResults(IReadOnlyList<SearchHit> Hits, string? Next)
{
    public static readonly SearchResults Empty = new([], null);
}

/// <param name="Story">The story that was found.</param>
/// <param name="Snippet">Its words around the matches; empty where a warning comes before the words.</param>
public sealed record SearchHit(StoryListing Story, IReadOnlyList<SnippetPart> Snippet);

public sealed record SnippetPart(string Text, bool IsMatch);

/// <summary>Full-text search over the published stories that the actor may read.</summary>
public sealed class StorySearch(LedgerDatabase database)
{
    public const int LongestQuery = 400;
    private const int PageSize = 20;

    // ts_headline puts these around a match (app.search_stories). They are private-use letters: text can hold them too, so
    // they only ever choose where a mark is drawn.
    private const char MatchBegins = '\uE000';
    private const char MatchEnds = '\uE001';

    /// <param name="actor">Who searches.</param>
    /// <param name="query">As typed: words, "quoted phrases", -without.</param>
    /// <param name="communityId">Only stories told there; null for all.</param>
    /// <param name="cursor"><see cref="SearchResults.Next"/> of the page before; null or unreadable is the beginning.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<SearchResults> SearchAsync(
        Actor actor, string? query, Guid? communityId, string? cursor, CancellationToken cancellationToken)
    {
        var words = Clean(query);
        if (words.Length == 0)
        {
            return SearchResults.Empty;
        }

        await using var scope = await database.BeginAsync(actor, cancellationToken);
        var after = SearchCursor.Parse(cursor);
        var rows = await scope.QueryAsync(
            $"""
            select h.rank, h.snippet, {StoryReader.ListingColumns}
            from app.search_stories($1, $2::uuid, $3::real, $4::uuid, $5) h join ledger.stories s on s.id = h.story_id
            order by h.rank desc, h.story_id desc
            """,
            row => (
                Rank: row.GetFloat(0),
                Hit: new SearchHit(StoryReader.ReadListing(row, 2), ToParts(row.IsDBNull(1) ? null : row.GetString(1)))),
            words,
            communityId,
            after?.Rank,
            after?.StoryId,
            PageSize + 1);
        await scope.CommitAsync();

        var next = rows.Count > PageSize
            ? new SearchCursor(rows[PageSize - 1].Rank, rows[PageSize - 1].Hit.Story.Id).ToString()
            : null;
        return new SearchResults([.. rows.Take(PageSize).Select(row => row.Hit)], next);
    }

    /// <summary>What the database can take as text, at most <see cref="LongestQuery"/> letters.</summary>
    public static string Clean(string? query)
    {
        var text = new StringBuilder();
        foreach (var rune in (query ?? "").EnumerateRunes())
        {
            if (text.Length >= LongestQuery)
            {
                break;
            }

            text.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return text.ToString().Trim();
    }

    internal static IReadOnlyList<SnippetPart> ToParts(string? snippet)
    {
        var parts = new List<SnippetPart>();
        var text = new StringBuilder();
        var isMatch = false;
        foreach (var letter in snippet ?? "")
        {
            if (letter is not (MatchBegins or MatchEnds))
            {
                text.Append(letter);
                continue;
            }

            Keep();
            isMatch = letter == MatchBegins;
        }

        Keep();
        return parts;

        void Keep()
        {
            if (text.Length > 0)
            {
                parts.Add(new SnippetPart(text.ToString(), isMatch));
                text.Clear();
            }
        }
    }
}
