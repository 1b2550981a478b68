using EmpathyLedger.Core.Collaboration.Presence;
using EmpathyLedger.Web.Components.Stories.Editor;

namespace EmpathyLedger.Tests.Stories.Editor;

public sealed class PresenceWordsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Sam", "Sam is here")]
    [InlineData("Sam?", "Sam is looking")]
    [InlineData("Sam!", "Sam is writing")]
    [InlineData("Sam Noor", "Sam and Noor are here")]
    [InlineData("Sam! Noor Joan?", "Sam is writing")]
    [InlineData("Sam! Noor!", "Sam and Noor are writing")]
    [InlineData("Sam Noor Joan Ali", "Sam, Noor, Joan and 1 other are here")]
    [InlineData("Sam Noor Joan Ali Bo", "Sam, Noor, Joan and 2 others are here")]
    public void Of_SaysWhoIsHere(string people, string words) => Assert.Equal(words, PresenceWords.Of(Read(people)));

    [Theory]
    [InlineData("Sam", "Sam!", "")]
    [InlineData("", "Sam", "Sam is here now.")]
    [InlineData("Sam Noor", "Noor", "Sam has left.")]
    [InlineData("Sam", "Noor Joan", "Noor and Joan are here now. Sam has left.")]
    public void News_SaysWhoCameAndLeft(string before, string now, string words) => Assert.Equal(words, PresenceWords.News(Read(before), Read(now)));

    /// <summary>"Sam! Noor Joan?": Sam writes, Noor is here, Joan only looks.</summary>
    private static List<PersonHere> Read(string people) =>
        [.. people.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(person => new PersonHere(
            new Guid(person[0], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), new Presentation(person.TrimEnd('!', '?'), 0), !person.EndsWith('?'), person.EndsWith('!')))];
}
