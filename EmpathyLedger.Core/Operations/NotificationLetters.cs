using EmpathyLedger.Core.Accounts;
using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Mail;

namespace EmpathyLedger.Core.Operations;

/// <summary>A letter that a notification owes, as <c>app.take_mail</c> hands it out.</summary>
/// <param name="NotificationId">Which.</param>
/// <param name="ProfileId">Whose.</param>
/// <param name="DisplayName">The receiver's own name.</param>
/// <param name="Kind">The database's word for why.</param>
/// <param name="CommunityName">Null where no community is concerned.</param>
/// <param name="CommunitySlug">The community's own part of its address.</param>
/// <param name="Roles">The community's words.</param>
internal sealed record OwedLetter(
    Guid NotificationId, Guid ProfileId, string DisplayName, string Kind, string? CommunityName, string? CommunitySlug, RoleNames Roles);

/// <summary>
/// The letters about what waits. One plain text each, in the community's own words for its roles; never a story's title,
/// never the name of anybody but the receiver: letters lie about on shared screens.
/// </summary>
internal sealed class NotificationLetters(PublicAddress address, PortalFacts facts)
{
    public async Task<MailMessage> WriteAsync(OwedLetter owed, string toAddress, CancellationToken cancellation)
    {
        var portal = await facts.GetAsync(cancellation);
        var (subject, text, path) = Words(owed);
        return new MailMessage(toAddress, owed.DisplayName, OneLine(subject), $"""
            Hello {owed.DisplayName},

            {text}

            {address.To(path)}

            {portal.Name}
            {address.Root}

            """);
    }

    private static (string Subject, string Text, string Path) Words(OwedLetter owed)
    {
        var community = owed.CommunityName ?? "your community";
        var communityPath = owed.CommunitySlug is { } slug ? $"communities/{slug}" : "communities";
        var elders = owed.Roles.Elder.Many;
        var stewards = owed.Roles.Steward.Many;
        return owed.Kind switch
        {
            "review_waiting" => (
                $"A story waits for the {elders} of {community}",
                $"A story was sent to the {elders} of {community}, and you are one of them. It waits until one of you has answered.",
                "reviews"),
            "review_decided" => (
                $"The {elders} of {community} have answered",
                $"One of the {elders} of {community} has answered about a story of yours. This is where you find the answer:",
                "my-stories"),
            "conditions_met" => (
                $"What the {elders} of {community} asked for is done",
                $"Everything that the {elders} of {community} asked for before your story may be told is done. This is where you go on:",
                "my-stories"),
            "membership_asked" => (
                $"Somebody asks to join {community}",
                $"You are one of the {stewards} of {community}. Somebody asks to join, and waits for an answer:",
                communityPath),
            "membership_approved" => (
                $"Welcome to {community}",
                $"You asked to join {community}, and the {stewards} said yes. You are now one of the {owed.Roles.Member.Many}.",
                communityPath),
            "membership_refused" => (
                $"Your question to {community}",
                $"You asked to join {community}. The {stewards} said no for now. What you write for yourself stays yours, as before.",
                "my-stories"),
            "custody_ended" => (
                $"Stories that you kept in {community}",
                $"Somebody has come for the stories that you kept for them in {community}. They are in their own hands now; you do not see their drafts any more.",
                communityPath),
            "story_invited" => (
                "Somebody asks you to join in a story",
                "Somebody would like you to have a part in a story of theirs. This is where you see who asks and for what, and say yes or no:",
                "my-stories"),
            "invitation_accepted" => (
                "Somebody has joined in your story",
                "Somebody whom you asked to have a part in a story of yours said yes.",
                "my-stories"),
            "invitation_declined" => (
                "An answer about your story",
                "Somebody whom you asked to have a part in a story of yours said no for now.",
                "my-stories"),
            "part_changed" => (
                "Your part in a story has changed",
                "Your part in somebody's story is another one now. This is where you see it:",
                "my-stories"),
            "part_ended" => (
                "Your part in a story has ended",
                "Your part in somebody's story has ended. What you wrote in it stays with the story.",
                "my-stories"),
            "part_left" => (
                "Somebody has left your story",
                "Somebody who had a part in a story of yours has left it.",
                "my-stories"),
            "thread_begun" => (
                "Somebody has said something about your story",
                "Somebody has left a comment on a story of yours, or suggested other words in it. Nothing in the story has changed. This is where you find it:",
                "my-stories"),
            "thread_answered" => (
                "An answer to what you said about a story",
                "Somebody has answered where you said something about a story. This is where you find it:",
                "my-stories"),
            "thread_decided" => (
                "What became of what you said about a story",
                "A comment or a suggestion that you said something about is decided. This is where you find it:",
                "my-stories"),
            _ => ("There is news for you", "Something waits for you in the portal:", ""),
        };
    }

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
