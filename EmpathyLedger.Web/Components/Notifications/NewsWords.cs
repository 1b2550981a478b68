using EmpathyLedger.Core.Notifications;
using EmpathyLedger.Web.Components.Layout;
using EmpathyLedger.Web.Components.Reviews;

namespace EmpathyLedger.Web.Components.Notifications;

/// <summary>News in words: no title and no name, because somebody may be looking over a shoulder.</summary>
public static class NewsWords
{
    public static string Of(News news) => news.Kind switch
    {
        NewsKind.ReviewWaiting when news.Pending == 1 => $"A story is waiting for the {Elders(news)} of {Place(news)}.",
        NewsKind.ReviewWaiting => $"{ReviewWords.Number(news.Pending)} stories are waiting for the {Elders(news)} of {Place(news)}.",
        NewsKind.ReviewDecided => $"The {Elders(news)} of {Place(news)} have answered about a story.",
        NewsKind.ConditionsMet => $"What the {Elders(news)} of {Place(news)} asked for is done: a story may be told.",
        NewsKind.MembershipAsked when news.Pending == 1 => $"Someone asks to join {Place(news)}.",
        NewsKind.MembershipAsked => $"{ReviewWords.Number(news.Pending)} people ask to join {Place(news)}.",
        NewsKind.MembershipApproved => $"You belong to {Place(news)} now. Welcome.",
        NewsKind.MembershipRefused => $"{Place(news)} has answered: not now.",
        NewsKind.CustodyEnded => $"Somebody has come for the stories that you kept for them in {Place(news)}. They are in their own hands now.",
        NewsKind.StoryInvited => "Somebody asks you to join in a story.",
        NewsKind.InvitationAccepted => "Somebody whom you asked has joined in your story.",
        NewsKind.InvitationDeclined => "Somebody whom you asked to join in your story said: not now.",
        NewsKind.PartChanged => "Your part in a story is another one now.",
        NewsKind.PartEnded => "Your part in a story has ended. What you wrote in it stays with the story.",
        NewsKind.PartLeft => "Somebody has left a story of yours.",
        NewsKind.ThreadBegun => "Somebody has said something about a story of yours.",
        NewsKind.ThreadAnswered => "Somebody has answered where you said something about a story.",
        NewsKind.ThreadDecided => "What you said something about in a story is decided.",
    };

    public static (string Words, string Path)? LinkOf(News news) => news.Kind switch
    {
        NewsKind.ReviewWaiting => ("See what waits", ReviewPaths.Queue),
        NewsKind.ReviewDecided or NewsKind.ConditionsMet when news.StoryId is { } story => ("See what they say", $"{PortalPaths.Stories}/{story}/edit"),
        NewsKind.ReviewDecided or NewsKind.ConditionsMet => ("See your stories", PortalPaths.MyStories),
        NewsKind.MembershipAsked => ("See who asks", Community(news)),
        NewsKind.MembershipApproved => ("Look around", Community(news)),
        NewsKind.MembershipRefused => null,
        NewsKind.StoryInvited => ("See who asks", PortalPaths.MyStories),
        NewsKind.InvitationAccepted or NewsKind.PartChanged or NewsKind.PartLeft
            or NewsKind.ThreadBegun or NewsKind.ThreadAnswered or NewsKind.ThreadDecided when news.StoryId is { } story =>
            ("Open the story", $"{PortalPaths.Stories}/{story}/edit"),
        NewsKind.InvitationAccepted or NewsKind.PartChanged or NewsKind.PartLeft
            or NewsKind.ThreadBegun or NewsKind.ThreadAnswered or NewsKind.ThreadDecided => ("See your stories", PortalPaths.MyStories),
        NewsKind.InvitationDeclined or NewsKind.PartEnded => null,
        NewsKind.CustodyEnded => ("See the stories you look after", Community(news) + "/archive"),
    };

    private static string Elders(News news) => ReviewWords.EldersOf(news.RoleNames);

    private static string Place(News news) => news.CommunityName ?? "a community";

    private static string Community(News news) =>
        news.CommunitySlug is null ? PortalPaths.Communities : $"{PortalPaths.Communities}/{news.CommunitySlug}";
}
