using EmpathyLedger.Core.Archive;
using EmpathyLedger.Core.Consent;
using EmpathyLedger.Core.Stories;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Archive.Shared;

/// <summary>What a custodian enters at once: only the differences to what holds, with the evidence for what is wider.</summary>
public sealed record Entering(PrivacyLevel? Level, IReadOnlyList<EnteredAnswer> Answers, Evidence Evidence);

public sealed record EnteredAnswer(ConsentPurpose Purpose, bool IsGranted);

/// <summary>
/// What the teller of a kept story decided, as the steward who looks after it heard or read it. Narrowing needs no evidence:
/// less is never wrong.
/// </summary>
public sealed partial class CustodyCard
{
    private static readonly PrivacyLevel[] Offered = [PrivacyLevel.Private, PrivacyLevel.Community, PrivacyLevel.Public];

    private readonly HashSet<ConsentPurpose> _granted = [];
    private PrivacyLevel _level;
    private CustodyManner? _manner;
    private string _witness = "";
    private string _note = "";
    private string? _problem;
    private CustodyView? _read;

    [Parameter, EditorRequired]
    public CustodyView Kept { get; set; } = default!;

    /// <summary>What this community calls those who approve.</summary>
    [Parameter, EditorRequired]
    public string Elders { get; set; } = "";

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<Entering> OnEntered { get; set; }

    private bool IsWider => _level > Kept.Audience || _granted.Any(purpose => !Kept.Standing.IsGranted(purpose));

    protected override void OnParametersSet()
    {
        // What is being chosen stays while nothing else was entered; what somebody entered elsewhere comes first.
        if (_read is null || _read.Audience != Kept.Audience || _read.Trail.Count != Kept.Trail.Count)
        {
            _level = Kept.Audience;
            _granted.Clear();
            _granted.UnionWith(ConsentPurposes.Switches.Where(Kept.Standing.IsGranted));
            (_manner, _witness, _note, _problem) = (null, "", "", null);
        }

        _read = Kept;
    }

    private void Turn(ConsentPurpose purpose, bool isGranted) => _ = isGranted ? _granted.Add(purpose) : _granted.Remove(purpose);

    private async Task EnterAsync()
    {
        var answers = ConsentPurposes.Switches
            .Where(purpose => _granted.Contains(purpose) != Kept.Standing.IsGranted(purpose))
            .Select(purpose => new EnteredAnswer(purpose, _granted.Contains(purpose)))
            .ToList();
        _problem = answers.Count == 0 && _level == Kept.Audience ? "Nothing is different from what is on record. Choose what they decided first."
            : IsWider && _manner is null ? "Say how you know: on paper, or said aloud."
            : IsWider && string.IsNullOrWhiteSpace(_witness) ? "Write who was there and can say so. It may be a person of the community, or of their family."
            : null;
        if (_problem is null)
        {
            await OnEntered.InvokeAsync(new Entering(
                _level == Kept.Audience ? null : _level, answers, IsWider ? new Evidence(_manner, _witness.Trim(), _note.Trim()) : Evidence.None));
        }
    }
}
