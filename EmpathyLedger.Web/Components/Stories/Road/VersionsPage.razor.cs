using System.Globalization;
using EmpathyLedger.Core.Stories.Reading;
using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Account;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Operations.Limits;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>Frozen copies of a story: listed, read, brought back. Static: reading one is a link, bringing it back a form.</summary>
[CountedAs(RequestKind.Desk)]
public sealed partial class VersionsPage
{
    private VersionPage? _versions;
    private StoryVersionText? _text;
    private StoryDocument _document = StoryDocument.Empty;
    private bool _isKept;
    private bool _isTooMany;
    private bool _isBeingWritten;

    [Inject]
    private StoryVersions Versions { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Parameter]
    public Guid StoryId { get; set; }

    [SupplyParameterFromQuery(Name = "read")]
    private Guid? Read { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private int? Before { get; set; }

    [SupplyParameterFromForm(FormName = "restore", Name = "VersionId")]
    private Guid? VersionId { get; set; }

    private string Path => $"{PortalPaths.Stories}/{StoryId}/versions";

    private string Page => Before is { } before ? string.Create(CultureInfo.InvariantCulture, $"before={before}&") : "";

    private string EditPath => $"{PortalPaths.Stories}/{StoryId}/edit";

    protected override async Task OnInitializedAsync()
    {
        var actor = await CurrentActor.GetAsync();
        _versions = await Versions.ListAsync(actor, StoryId, Before, Http.RequestAborted);
        if (_versions is null)
        {
            Navigation.NotFound();
            return;
        }

        // Also when the form below it is posted: a form that is not drawn cannot be answered.
        if (Read is { } version)
        {
            _text = await Versions.OpenAsync(actor, StoryId, version, Http.RequestAborted);
            _document = _text is null ? StoryDocument.Empty : StoryDocument.Parse(_text.Body);
        }
    }

    private async Task KeepAsync()
    {
        var actor = await CurrentActor.GetAsync();
        var outcome = await Versions.KeepAsync(actor, StoryId, Http.RequestAborted);
        (_isKept, _isTooMany, _isBeingWritten) = (outcome == KeepOutcome.Kept, outcome == KeepOutcome.TooMany, outcome == KeepOutcome.BeingWritten);
        _versions = await Versions.ListAsync(actor, StoryId, Before, Http.RequestAborted);
    }

    private async Task RestoreAsync()
    {
        var outcome = VersionId is { } version
            ? await Versions.RestoreAsync(await CurrentActor.GetAsync(), StoryId, version, Http.RequestAborted)
            : RestoreOutcome.NotFound;
        switch (outcome)
        {
            case RestoreOutcome.Restored:
                Navigation.NavigateTo(EditPath);
                break;
            case RestoreOutcome.BeingWritten:
                _isBeingWritten = true;
                break;
            case RestoreOutcome.NotFound:
                Navigation.NotFound();
                break;
        }
    }

    private static string[] Paragraphs(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
