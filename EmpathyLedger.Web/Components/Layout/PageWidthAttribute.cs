namespace EmpathyLedger.Web.Components.Layout;

public enum PageWidth
{
    /// <summary>1160 px: lists, a main column with a side column.</summary>
    Wide,

    /// <summary>860 px: a calm reading view with decisions under it.</summary>
    Narrow,

    /// <summary>760 px: a story.</summary>
    Slim,

    /// <summary>620 px: questions to answer.</summary>
    Form,
}

/// <summary>How wide a page is laid out: `@attribute [PageWidth(PageWidth.Form)]`. Without it a page is wide.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PageWidthAttribute(PageWidth width) : Attribute
{
    public PageWidth Width => width;

    public static string ClassFor(Type? page) =>
        (page is null ? null : GetCustomAttribute(page, typeof(PageWidthAttribute)) as PageWidthAttribute)?.Width switch
        {
            PageWidth.Narrow => "page narrow",
            PageWidth.Slim => "page slim",
            PageWidth.Form => "page form",
            PageWidth.Wide or null => "page",
        };
}
