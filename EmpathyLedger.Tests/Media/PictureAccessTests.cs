using EmpathyLedger.Core.Communities;
using EmpathyLedger.Core.Database;
using EmpathyLedger.Core.Media;
using EmpathyLedger.Tests.Communities;
using ImageMagick;

namespace EmpathyLedger.Tests.Media;

/// <summary>Who may see and set which picture, asked of the database as each of them.</summary>
public sealed class PictureAccessTests(TestTown town) : IClassFixture<TestTown>, IDisposable
{
    private readonly Pictures _pictures = new(town.Ledger.Database);

    private static CancellationToken Cancellation => TestTown.Cancellation;

    [Theory]
    [InlineData("elder", true)]
    [InlineData("member", true)]
    [InlineData("steward", true)]
    [InlineData("other steward", false)]
    [InlineData("removed", false)]
    [InlineData("stranger", false)]
    [InlineData("anonymous", false)]
    public async Task ProfilePicture_IsSeenByNeighbours(string who, bool sees)
    {
        var id = await KeepAsync(town.Elder);
        Assert.Equal(sees, await _pictures.ReadAsync(town.As(who), id, Cancellation) is not null);
        Assert.Equal(sees, await _pictures.MayReadAsync(town.As(who), id, Cancellation));
    }

    [Fact]
    public async Task NewPicture_TakesThePlaceOfTheOldOne()
    {
        var old = await KeepAsync(town.Member);
        var now = await KeepAsync(town.Member);
        Assert.Null(await _pictures.ReadAsync(town.Member, old, Cancellation));
        Assert.NotNull(await _pictures.ReadAsync(town.Elder, now, Cancellation));

        await _pictures.RemoveProfilePictureAsync(town.Member, Cancellation);
        Assert.Null(await _pictures.ReadAsync(town.Member, now, Cancellation));
        Assert.Null((await new Profiles(town.Ledger.Database).ReadOwnAsync(town.Member, Cancellation))!.PictureId);
    }

    [Theory]
    [InlineData("steward", true)]
    [InlineData("other steward", false)]
    [InlineData("elder", false)]
    [InlineData("member", false)]
    [InlineData("removed", false)]
    [InlineData("stranger", false)]
    [InlineData("anonymous", false)]
    public async Task Artwork_IsSetByItsStewards(string who, bool may)
    {
        using var file = new MemoryStream(TestPictures.Plain(MagickFormat.Png, 30, 20));
        var outcome = await _pictures.KeepArtworkAsync(town.As(who), town.Riverside, file, "art.png", Cancellation);
        Assert.Equal(may ? null : PictureRefusal.NotFound, outcome.Refusal);
        Assert.Equal(may, await _pictures.RemoveArtworkAsync(town.As(who), town.Riverside, Cancellation));
    }

    [Fact]
    public async Task Artwork_OfAListedCommunity_IsSeenByVisitors()
    {
        using var file = new MemoryStream(TestPictures.Plain(MagickFormat.Png, 30, 20));
        var id = (await _pictures.KeepArtworkAsync(town.OtherSteward, town.Hillside, file, "art.png", Cancellation)).PictureId!.Value;
        Assert.NotNull(await _pictures.ReadAsync(Actor.Anonymous, id, Cancellation));
    }

    [Fact]
    public async Task TooLargeAFile_IsNotReadToItsEnd()
    {
        using var endless = new EndlessStream();
        var outcome = await _pictures.KeepProfilePictureAsync(town.Member, endless, "long.jpg", Cancellation);
        Assert.Equal(PictureRefusal.TooLarge, outcome.Refusal);
        Assert.InRange(endless.Given, 1, Pictures.LargestUpload + 200_000);
    }

    public void Dispose() => _pictures.Dispose();

    private async Task<Guid> KeepAsync(Actor actor)
    {
        using var file = new MemoryStream(TestPictures.Plain(MagickFormat.Jpeg, 60, 40));
        return (await _pictures.KeepProfilePictureAsync(actor, file, "me.jpg", Cancellation)).PictureId!.Value;
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
