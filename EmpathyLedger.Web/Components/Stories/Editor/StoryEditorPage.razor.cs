using System.Text.Json;
using EmpathyLedger.Core.Stories.Drafts;
using EmpathyLedger.Core.Stories.People;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Editor;

/// <summary>
/// The page where a story is written. It is static: the custom element has a connection of its own for the text, and the
/// islands beside it may lose their circuit without touching it.
/// </summary>
public sealed partial class StoryEditorPage
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private WritingDesk? _desk;
    private string _setup = "{}";
    private Guid? _accountId;
    private bool _isWatcher;

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
        _desk = await Drafts.FindDeskAsync(actor, StoryId, Http.RequestAborted);
        if (_desk is null)
        {
            _isWatcher = await People.FindPartAsync(actor, StoryId, Http.RequestAborted) is { } part && !part.MayWrite();
            if (!_isWatcher)
            {
                Navigation.NotFound();
            }

            return;
        }

        _accountId = actor.ProfileId;
        _setup = JsonSerializer.Serialize(
            new
            {
                Communities = _desk.Communities.Select(community => new { community.Id, community.Name }),
                Themes = _desk.Communities.SelectMany(community => community.Themes).Distinct().Order(StringComparer.CurrentCultureIgnoreCase),
                Languages = StoryLanguages.All,
                _desk.IsTeller,
                _desk.Chosen,
            },
            Json);
    }
}
