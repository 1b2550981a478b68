namespace EmpathyLedger.Web.Components.Layout;

public enum PlainDateStyle
{
    Day,
    Time,
    Full,
}
