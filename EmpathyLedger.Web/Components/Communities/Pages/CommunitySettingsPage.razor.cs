using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Media;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Communities.Shared;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace EmpathyLedger.Web.Components.Communities.Pages;

/// <summary>How a community describes itself: for its stewards. For anybody else there is nothing here.</summary>
public sealed partial class CommunitySettingsPage
{
    private EditContext _edit = null!;
    private ValidationMessageStore _messages = null!;
    private CommunityView? _community;
    private Actor _actor;

    [Inject]
    private CommunityDirectory Directory { get; set; } = null!;

    [Inject]
    private CommunityPages Editing { get; set; } = null!;

    [Inject]
    private Pictures Pictures { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Parameter]
    public required string Slug { get; set; }

    [SupplyParameterFromQuery]
    public string? Said { get; set; }

    [SupplyParameterFromForm(FormName = "settings")]
    private SettingsInput Input { get; set; } = null!;

    private string? ArtworkUrl => _community?.ArtworkId is { } id ? PortalPaths.Picture(id) : null;

    private string ColourWords => !Input.HasColour ? "No line is drawn."
        : AccentColour.IsChangedFor(Input.Colour) ? "It is hard to see on one of our backgrounds: there it is drawn a little stronger, as below."
        : "It is easy to see on light and dark.";

    protected override async Task OnInitializedAsync()
    {
        _actor = await Current.GetAsync();
        var community = await Directory.FindAsync(_actor, Slug, Http.RequestAborted);
        Input ??= SettingsInput.Of(community);
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        if (community is not { IsSteward: true })
        {
            Navigation.NotFound();
            return;
        }

        _community = community;
    }

    private static string? Word(string[] words, CommunityRole role) => words.ElementAtOrDefault((int)role);

    private async Task SaveAsync()
    {
        if (_community is null)
        {
            return;
        }

        var zone = TimeZoneField.Find(Input.TimeZone);
        if (zone is null)
        {
            _messages.Add(_edit.Field(nameof(SettingsInput.TimeZone)), TimeZoneField.Problem);
        }

        if (Input.ThemesProblem() is { } problem)
        {
            _messages.Add(_edit.Field(nameof(SettingsInput.Themes)), problem);
        }

        if (_edit.GetValidationMessages().Any())
        {
            return;
        }

        var outcome = await Editing.EditAsync(_actor, _community.Id, Input.ToWords(zone!), Http.RequestAborted);
        switch (outcome)
        {
            case EditOutcome.Saved:
                Go(Communities.Said.Saved);
                break;
            case EditOutcome.Invalid:
                _messages.Add(_edit.Field(nameof(SettingsInput.Description)), "Something here is longer than the portal can keep. Make it shorter.");
                break;
            case EditOutcome.NotFound:
                Navigation.NotFound();
                break;
        }
    }

    private async Task<PictureOutcome> KeepArtworkAsync(Stream content, string fileName) =>
        await Pictures.KeepArtworkAsync(_actor, _community!.Id, content, fileName, Http.RequestAborted);

    private async Task RemoveArtworkAsync()
    {
        if (await Pictures.RemoveArtworkAsync(_actor, _community!.Id, Http.RequestAborted))
        {
            Go(Communities.Said.PictureRemoved);
        }
        else
        {
            Navigation.NotFound();
        }
    }

    private void Go(Said said) => Navigation.NavigateTo(CommunityPaths.Telling(CommunityPaths.Settings(Slug), said));
}
