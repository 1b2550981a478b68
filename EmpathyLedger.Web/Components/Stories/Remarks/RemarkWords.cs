using EmpathyLedger.Core.Collaboration.Remarks;

namespace EmpathyLedger.Web.Components.Stories.Remarks;

/// <summary>Why a comment or a suggestion was not taken, in words.</summary>
public static class RemarkWords
{
    /// <returns>Null where it was.</returns>
    public static string? Of(RemarkOutcome outcome) => outcome switch
    {
        RemarkOutcome.Done => null,
        RemarkOutcome.NotFound => "This is not there any more, or not yours to see.",
        RemarkOutcome.NotAllowed => "This is for somebody else in the story to do.",
        RemarkOutcome.Gone => "The words that you chose are not there any more. Please choose them again.",
        RemarkOutcome.Empty => "There is nothing in it yet. Please write something first.",
        RemarkOutcome.TooLong => "That is too long. Please choose fewer words, or say it more briefly.",
        RemarkOutcome.TooMany => "There are very many remarks here already. Please close some of them first.",
        RemarkOutcome.Closed => "Somebody has closed this in the meantime.",
        RemarkOutcome.Changed => "The words there have changed since you saw them. Please look again before you decide.",
        RemarkOutcome.NotText => "Something in it is no text (a control character, perhaps from a copied file). Please take it out.",
    };
}
