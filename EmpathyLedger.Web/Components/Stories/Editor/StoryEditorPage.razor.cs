using System.Text.Json;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>
/// The page where a story is written, and where whoever may not write in it reads along. It is static: the custom element has a
/// connection of its own for the text, and the islands beside it may lose their circuit without touching it.
/// </summary>
public sealed partial class StoryEditorPage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private string _title = "";
    private string _setup = "{}";
    private Guid? _accountId;
    private bool _isThere;
    private bool _mayWrite;

    [Inject]
    private Drafts Drafts { get; set; } = default!;

    [Inject]
    private StoryPeople People { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [CascadingParameter]
    public HttpContext Http { get; set; } = default!;

    private string SignInUrl => $"{PortalPaths.SignIn}?ReturnUrl={Uri.EscapeDataString($"/stories/{StoryId}/edit")}";

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        var desk = await Drafts.FindDeskAsync(actor, StoryId, Http.RequestAborted);
        _mayWrite = desk is not null;
        _isThere = _mayWrite || await People.FindPartAsync(actor, StoryId, Http.RequestAborted) is not null;
        if (!_isThere)
        {
            Navigation.NotFound();
            return;
        }

        _title = desk switch { null => "A story you read along", { Title: "" } => "Your story", _ => desk.Title };
        _accountId = actor.ProfileId;

        var communities = desk?.Communities ?? [];

        // Whoever reads along may become a writer while the page is open: what only writers know is there when it is opened again.
        _setup = JsonSerializer.Serialize(
            new
            {
                Communities = communities.Select(community => new { community.Id, community.Name }),
                Themes = communities.SelectMany(community => community.Themes).Distinct().Order(StringComparer.CurrentCultureIgnoreCase),
                Languages = StoryLanguages.All,
                IsTeller = desk?.IsTeller ?? false,
                Chosen = desk?.Chosen ?? [],
                MayWrite = _mayWrite,
            },
            Json);
    }
}
