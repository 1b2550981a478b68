using EmpathyLedger.Web.Components.Layout;

namespace EmpathyLedger.Tests.Layout;

public sealed class PlainDatesTests
{
    private static readonly TimeZoneInfo Sydney = TimeZoneInfo.FindSystemTimeZoneById("Australia/Sydney");

    // A Sunday, 11 in the morning in Sydney (UTC+11), midnight in UTC.
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "today")]
    [InlineData(-10, "today")]
    [InlineData(-12, "yesterday")]
    [InlineData(14, "tomorrow")]
    [InlineData(-48, "on Friday")]
    [InlineData(-144, "on Monday")]
    [InlineData(-168, "on 15 November 2026")]
    [InlineData(144, "on Saturday")]
    [InlineData(168, "on 29 November 2026")]
    [InlineData(-24 * 400, "on 18 October 2025")]
    public void Day_HoursFromNow_IsSaidByTheViewersCalendar(int hours, string expected) =>
        Assert.Equal(expected, PlainDates.Day(Now.AddHours(hours), Now, Sydney));

    [Fact]
    public void Day_SameMoment_DiffersBetweenZones()
    {
        var when = Now.AddHours(-1);
        Assert.Equal("today", PlainDates.Day(when, Now, Sydney));
        Assert.Equal("yesterday", PlainDates.Day(when, Now, TimeZoneInfo.Utc));
    }

    [Fact]
    public void DayAndTime_Afternoon_UsesTwentyFourHours() =>
        Assert.Equal("tomorrow at 16:05", PlainDates.DayAndTime(Now.AddHours(29).AddMinutes(5), Now, Sydney));

    [Fact]
    public void Full_DayAndMonth_AreInWordsAndOrderThatCannotBeMistaken() =>
        Assert.Equal("3 October 2026", PlainDates.Full(new DateOnly(2026, 10, 3)));

    [Theory]
    [InlineData(0, "Good morning")]
    [InlineData(1, "Good afternoon")]
    [InlineData(7, "Good evening")]
    [InlineData(16, "Good evening")]
    [InlineData(17, "Good morning")]
    public void Greeting_HourInTheViewersZone_FollowsTheDay(int hours, string expected) =>
        Assert.Equal(expected, PlainDates.Greeting(Now.AddHours(hours), Sydney));
}
