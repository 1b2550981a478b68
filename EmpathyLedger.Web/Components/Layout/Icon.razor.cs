using Microsoft.AspNetCore.Components;

namespace EmpathyLedger.Web.Components.Layout;

public enum IconName
{
    Home,
    Stories,
    Shelf,
    Write,
    Review,
    Search,
    More,
    People,
    Person,
    Settings,
    Look,
    SignIn,
    SignOut,
    Check,
    Clock,
    Eye,
    Lock,
    Warning,
    Info,
    Share,
    Back,
    Away,
    Question,
    Insights,
}

public sealed partial class Icon
{
    [Parameter, EditorRequired]
    public IconName Name { get; set; }

    private string Drawing => Name switch
    {
        IconName.Home => """<path d="M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z"/>""",
        IconName.Stories => """<path d="M12 7c-2.3-1.6-5-2-8-1.5v12.5c3-.5 5.7-.1 8 1.5 2.3-1.6 5-2 8-1.5V5.5C17 5 14.3 5.4 12 7zM12 7v12.5"/>""",
        IconName.Shelf => """<path d="M5 4v13M9 4v13M13.2 4.6l3 12.3M3 20h18M5 7h4"/>""",
        IconName.Write => """<path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM13.5 7l3.5 3.5"/>""",
        IconName.Review => """<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M8 12.3l3 3 5.3-6.5"/>""",
        IconName.Search => """<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>""",
        IconName.Insights => """<path d="M4 20h16M6.5 16v-5M11 16V7M15.5 16v-7M20 16V5"/>""",
        IconName.More => """<path d="M5 7h14M5 12h14M5 17h14"/>""",
        IconName.People => """<circle cx="9" cy="8.5" r="3.3"/><path d="M3 19.5c.4-3.7 2.7-5.5 6-5.5s5.6 1.8 6 5.5M15.5 5.5a3.2 3.2 0 0 1 0 6M17.5 14.3c2 .7 3.2 2.4 3.5 5.2"/>""",
        IconName.Person => """<circle cx="12" cy="8" r="3.8"/><path d="M5 20c.5-4.2 3-6 7-6s6.5 1.8 7 6"/>""",
        IconName.Settings => """<path d="M4 7h9M17 7h3M4 17h3M11 17h9M4 12h3"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/><path d="M11 12h9"/>""",
        IconName.Look => """<path d="M3 18 8 6l5 12M4.8 14h6.4M15 18l3-7 3 7M16.1 15.5h3.8"/>""",
        IconName.SignIn => """<path d="M13 4h5a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-5M4 12h11M11 8l4 4-4 4"/>""",
        IconName.SignOut => """<path d="M11 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h5M9 12h11M16 8l4 4-4 4"/>""",
        IconName.Check => """<path d="M5 12.8l4.5 4.7L19 7"/>""",
        IconName.Clock => """<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>""",
        IconName.Eye => """<path d="M3 12c2.5-4.3 5.5-6.2 9-6.2s6.5 1.9 9 6.2c-2.5 4.3-5.5 6.2-9 6.2S5.5 16.3 3 12z"/><circle cx="12" cy="12" r="2.7"/>""",
        IconName.Lock => """<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>""",
        IconName.Warning => """<path d="M12 4.5 21 19.5H3zM12 10v4.5M12 17v.2"/>""",
        IconName.Info => """<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.5v.2"/>""",
        IconName.Share => """<path d="M12 15V4M8 7.5 12 4l4 3.5M6 12H5v8h14v-8h-1"/>""",
        IconName.Back => """<path d="M20 12H5M11 6l-6 6 6 6"/>""",
        IconName.Away => """<path d="M4 9.5C8.8 5.8 15.2 5.8 20 9.5M7 13.2c3-2.2 7-2.2 10 0M12 17.5v.2M4 4l16 16"/>""",
        IconName.Question => """<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.5c.2-3.3 5.3-3.2 5.2 0-.1 2-2.6 2.2-2.7 4.3M12 17v.2"/>""",
    };
}
