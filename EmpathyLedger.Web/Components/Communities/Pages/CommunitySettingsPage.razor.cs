using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Media;
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

    [Inject]
    private CommunityPages Editing { get; set; } = null!;

    [Inject]
    private Pictures Pictures { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "settings")]
    private SettingsInput Input { get; set; } = null!;

    private string? ArtworkUrl => Community?.ArtworkId is { } id ? PortalPaths.Picture(id) : null;

    private string ColourWords => !Input.HasColour ? "No line is drawn."
        : AccentColour.IsChangedFor(Input.Colour) ? "It is hard to see on one of our backgrounds: there it is drawn a little stronger, as below."
        : "It is easy to see on light and dark.";

    protected override bool IsOpen(CommunityView community) => community.IsSteward;

    protected override Task LoadAsync(CommunityView community)
    {
        Input ??= SettingsInput.Of(community);
        _edit = new EditContext(Input);
        _messages = new ValidationMessageStore(_edit);
        return Task.CompletedTask;
    }

    private static string? Word(string[] words, CommunityRole role) => words.ElementAtOrDefault((int)role);

    private async Task SaveAsync()
    {
        if (Community is null)
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

        var outcome = await Editing.EditAsync(Actor, Community.Id, Input.ToWords(zone!), Http.RequestAborted);
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
        await Pictures.KeepArtworkAsync(Actor, Community!.Id, content, fileName, Http.RequestAborted);

    private async Task RemoveArtworkAsync()
    {
        if (await Pictures.RemoveArtworkAsync(Actor, Community!.Id, Http.RequestAborted))
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
