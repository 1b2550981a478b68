using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Search;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Search;

/// <summary>Static: a form that asks by GET, so that a search can be kept and passed on as a link.</summary>
[CountedAs(RequestKind.Search)]
public sealed partial class SearchPage
{
    private IReadOnlyList<CommunityName> _communities = [];
    private SearchResults? _results;
    private string _words = "";

    [Inject]
    private StorySearch Stories { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private CommunityDirectory Directory { get; set; } = default!;

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery]
    public string? Community { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private string Heading => string.IsNullOrEmpty(After) ? "What was found" : "More that was found";

    protected override async Task OnInitializedAsync()
    {
        _words = StorySearch.Clean(Query);
        var actor = await CurrentActor.GetAsync();
        _communities = await Directory.ListNamesAsync(actor, Http.RequestAborted);
        if (_words.Length == 0)
        {
            return;
        }

        // A community that the reader may not know of narrows nothing and tells nothing.
        var community = _communities.FirstOrDefault(one => one.Slug == Community);
        Community = community?.Slug;
        _results = await Stories.SearchAsync(actor, _words, community?.Id, After, Http.RequestAborted);
    }
}
