using EmpathyLedger.Core.Database;
using Npgsql;

namespace EmpathyLedger.Core.Media;

/// <summary>
/// Pictures of people and communities: made small and clean, kept in the database, shown to whom row security shows them.
/// Shared by all requests; two pictures are made at a time, because each may take a hundred megabytes while it is made.
/// </summary>
public sealed class Pictures(LedgerDatabase database) : IDisposable
{
    /// <summary>In bytes, of the file that somebody sends.</summary>
    public const int LargestUpload = 8 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _makers = new(2, 2);

    /// <summary>The actor's own picture, in place of the one before.</summary>
    /// <param name="actor">Whose picture it is.</param>
    /// <param name="upload">Read at most to <see cref="LargestUpload"/>.</param>
    /// <param name="fileName">As the sender's device calls it: only its ending is looked at.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<PictureOutcome> KeepProfilePictureAsync(Actor actor, Stream upload, string fileName, CancellationToken cancellationToken)
    {
        if (actor.ProfileId is not { } owner)
        {
            return new(null, PictureRefusal.NotFound);
        }

        return await KeepAsync(actor, upload, fileName, PictureKind.Profile, async (scope, picture) =>
        {
            var id = await InsertAsync(scope, owner, PictureKind.Profile, null, picture);
            await scope.ExecuteAsync("update ledger.profiles set picture_id = $2 where id = $1", owner, id);
            await scope.ExecuteAsync("delete from ledger.pictures where owner_id = $1 and kind = 'profile' and id <> $2", owner, id);
            return id;
        }, cancellationToken);
    }

    /// <summary>A community's artwork, sent by one of its stewards.</summary>
    public async Task<PictureOutcome> KeepArtworkAsync(
        Actor actor, Guid communityId, Stream upload, string fileName, CancellationToken cancellationToken)
    {
        if (actor.ProfileId is not { } owner)
        {
            return new(null, PictureRefusal.NotFound);
        }

        return await KeepAsync(actor, upload, fileName, PictureKind.Artwork, async (scope, picture) =>
        {
            var id = await InsertAsync(scope, owner, PictureKind.Artwork, communityId, picture);
            if (await scope.ExecuteAsync("update ledger.communities set artwork_id = $2 where id = $1", communityId, id) == 0)
            {
                return null;
            }

            await scope.ExecuteAsync("delete from ledger.pictures where community_id = $1 and kind = 'artwork' and id <> $2", communityId, id);
            return id;
        }, cancellationToken);
    }

    public async Task RemoveProfilePictureAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        await scope.ExecuteAsync("update ledger.profiles set picture_id = null where id = $1", actor.ProfileId);
        await scope.ExecuteAsync("delete from ledger.pictures where owner_id = $1 and kind = 'profile'", actor.ProfileId);
        await scope.CommitAsync();
    }

    /// <returns>False when the community is not the actor's to edit.</returns>
    public async Task<bool> RemoveArtworkAsync(Actor actor, Guid communityId, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        if (await scope.ExecuteAsync("update ledger.communities set artwork_id = null where id = $1", communityId) == 0)
        {
            return false;
        }

        await scope.ExecuteAsync("delete from ledger.pictures where community_id = $1 and kind = 'artwork'", communityId);
        await scope.CommitAsync();
        return true;
    }

    /// <summary>Null when there is no such picture, or not for this actor.</summary>
    public async Task<StoredPicture?> ReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.QuerySingleOrDefaultAsync(
            "select content, content_type from ledger.pictures where id = $1",
            row => new StoredPicture(row.GetFieldValue<byte[]>(0), row.GetString(1)), id);
    }

    /// <summary>Whether this actor may still see it, without its bytes.</summary>
    public async Task<bool> MayReadAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        await using var scope = await database.BeginAsync(actor, cancellationToken);
        return await scope.ScalarAsync<bool>("select exists (select 1 from ledger.pictures where id = $1)", id);
    }

    public void Dispose() => _makers.Dispose();

    private async Task<PictureOutcome> KeepAsync(
        Actor actor, Stream upload, string fileName, PictureKind kind, Func<ActorScope, MadePicture, Task<Guid?>> store, CancellationToken cancellationToken)
    {
        try
        {
            var content = await ReadUploadAsync(upload, cancellationToken);
            var picture = await MakeAsync(content, fileName, kind, cancellationToken);
            await using var scope = await database.BeginAsync(actor, cancellationToken);
            if (await store(scope, picture) is not { } id)
            {
                return new(null, PictureRefusal.NotFound);
            }

            await scope.CommitAsync();
            return new(id, null);
        }
        catch (PictureRefusedException refused)
        {
            return new(null, refused.Refusal);
        }
        catch (PostgresException e) when (RefusedStatements.Translate(e) == StatementRefusal.NotFound)
        {
            return new(null, PictureRefusal.NotFound);
        }
    }

    private static Task<Guid> InsertAsync(ActorScope scope, Guid owner, PictureKind kind, Guid? communityId, MadePicture picture) =>
        scope.ScalarAsync<Guid>(
            """
            insert into ledger.pictures (owner_id, kind, community_id, content, content_type, width, height)
            values ($1, $2::text::ledger.picture_kind, $3::uuid, $4, $5, $6, $7) returning id
            """,
            owner, kind == PictureKind.Profile ? "profile" : "artwork", communityId, picture.Content, MadePicture.ContentType,
            picture.Width, picture.Height);

    private async Task<MadePicture> MakeAsync(byte[] content, string fileName, PictureKind kind, CancellationToken cancellationToken)
    {
        if (!await _makers.WaitAsync(Patience, cancellationToken))
        {
            throw new PictureRefusedException(PictureRefusal.Busy);
        }

        try
        {
            // Decoding is all arithmetic: off the request's thread, which others wait for.
            return await Task.Run(() => PictureMaker.Make(content, fileName, kind), cancellationToken);
        }
        finally
        {
            _makers.Release();
        }
    }

    private static async Task<byte[]> ReadUploadAsync(Stream upload, CancellationToken cancellationToken)
    {
        using var kept = new MemoryStream();
        var piece = new byte[81_920];
        while (await upload.ReadAsync(piece, cancellationToken) is > 0 and var length)
        {
            if (kept.Length + length > LargestUpload)
            {
                throw new PictureRefusedException(PictureRefusal.TooLarge);
            }

            kept.Write(piece, 0, length);
        }

        return kept.ToArray();
    }
}
