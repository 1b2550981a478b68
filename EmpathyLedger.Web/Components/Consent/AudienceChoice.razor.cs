using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Consent;

/// <summary>The first question, before every other.</summary>
public sealed partial class AudienceChoice
{
    [Parameter, EditorRequired]
    public PrivacyLevel Wished { get; set; }

    /// <summary>Of the communities that the draft is for.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> CommunityNames { get; set; } = [];

    [Parameter]
    public IReadOnlyList<ReaderChoice> Readers { get; set; } = [];

    [Parameter]
    public IReadOnlyList<ReaderChoice> CoAuthors { get; set; } = [];

    [Parameter, EditorRequired]
    public Func<string, Task<IReadOnlyList<ReaderChoice>>> Find { get; set; } = default!;

    /// <summary>Said when the wish is wider than what the elders have cleared.</summary>
    [Parameter]
    public string? Wider { get; set; }

    /// <summary>In no community there is none to show it to.</summary>
    [Parameter]
    public bool HasCommunity { get; set; } = true;

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<PrivacyLevel> OnChosen { get; set; }

    [Parameter]
    public EventCallback<ReaderStep> OnReaderChosen { get; set; }

    private IEnumerable<PrivacyLevel> Offered =>
        Enum.GetValues<PrivacyLevel>().Where(level => level != PrivacyLevel.Community || HasCommunity || Wished == level);
}
