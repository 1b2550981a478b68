using EmpathyLedger.Core.Stories.Road;
using EmpathyLedger.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Stories.Road;

/// <summary>What goes with a story when it is sent.</summary>
public sealed record Sending(PublishingWish Wish, string Note);

/// <summary>Sending to the elders: who decides, what happens on their yes, and a word to them.</summary>
public sealed partial class SendStep
{
    private Wish _wish;
    private DateOnly? _date;
    private string _note = "";
    private string? _refusal;

    private enum Wish
    {
        Myself,
        AtOnce,
        OnADate,
    }

    [Inject]
    private ViewerClock Clock { get; set; } = default!;

    [Parameter, EditorRequired]
    public StoryStanding Standing { get; set; } = default!;

    [Parameter]
    public bool IsAgain { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    [Parameter]
    public EventCallback<Sending> OnSend { get; set; }

    private string Button => $"Send {(IsAgain ? "it again " : "")}to the {RoadWords.EldersOf(Standing.Communities)}";

    private TimeZoneInfo Zone => PublishDate.ZoneOf(Clock, Standing);

    private DateOnly Earliest => PublishDate.Tomorrow(Clock.Now, Zone);

    private bool IsReady()
    {
        _refusal = _wish == Wish.OnADate && (_date is null || _date < Earliest) ? "Choose a day from tomorrow on, or another answer." : null;
        return _refusal is null;
    }

    private async Task SendAsync()
    {
        await OnSend.InvokeAsync(new Sending(
            _wish switch
            {
                Wish.Myself => PublishingWish.ByMyself,
                Wish.AtOnce => PublishingWish.WhenApproved,
                Wish.OnADate => PublishingWish.On(PublishDate.MorningOf(_date!.Value, Zone)),
            },
            _note));
        _note = "";
    }
}
