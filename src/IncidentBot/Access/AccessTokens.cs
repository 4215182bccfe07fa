using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Store;

namespace IncidentBot.Access;

/// <summary>The tokens that programs show to the bot; made, listed and revoked while it runs, since every use reads the store.</summary>
public sealed class AccessTokens(Database database, TimeProvider time)
{
    private const string Insert = """
        INSERT INTO access_token (name, token_hash, scopes, created_at) VALUES (@Name, @Hash, @Scopes, @CreatedAt)
        """;

    private const string Columns = """
        name AS Name, token_hash AS Hash, scopes AS Scopes, created_at AS CreatedAt, last_used_on AS LastUsedOn
        """;

    private const string Select = $"SELECT {Columns} FROM access_token ORDER BY name";

    private const string ByHash = $"SELECT {Columns} FROM access_token WHERE token_hash = @Hash";

    private const string ByName = $"SELECT {Columns} FROM access_token WHERE name = @Name";

    private const string Delete = "DELETE FROM access_token WHERE name = @Name";

    private const string Use = """
        UPDATE access_token SET last_used_on = @Day WHERE name = @Name AND (last_used_on IS NULL OR last_used_on < @Day)
        """;

    /// <summary>Makes a token; its text is in no other place from then on. Null: another has this name.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<string?> CreateAsync(string name, IReadOnlyList<string> scopes, CancellationToken cancellationToken)
    {
        var text = AccessToken.NewText();
        var batch = new Batch();
        batch.Add(
            Insert,
            new
            {
                Name = name,
                Hash = AccessToken.HashOf(text),
                Scopes = string.Join(' ', scopes),
                CreatedAt = Instants.Cut(time.GetUtcNow()),
            },
            expectedRows: 1);
        return await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed ? text : null;
    }

    /// <summary>All of them, by name.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<TokenRow>(Select, null, cancellationToken)).Select(row => row.ToToken())];

    /// <summary>Takes a token's right away for good; false: there is none of this name.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> RevokeAsync(string name, CancellationToken cancellationToken)
    {
        if (await database.FindAsync<TokenRow>(ByName, new { Name = name }, cancellationToken) is null)
            return false;

        var batch = new Batch();
        batch.Add(Delete, new { Name = name });
        return await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed;
    }

    /// <summary>
    /// The token of this text; null: there is none, or it was revoked. What is looked up and compared is a hash, so the time taken tells
    /// nothing of a token.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<AccessToken?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!AccessToken.IsText(text))
            return null;

        var hash = AccessToken.HashOf(text);
        var found = await database.FindAsync<TokenRow>(ByHash, new { Hash = hash }, cancellationToken);
        return found is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(found.Hash), Encoding.ASCII.GetBytes(hash))
            ? found.ToToken()
            : null;
    }

    /// <summary>Notes the day on which a token was used, with what it was used for.</summary>
    internal static void AddUse(Batch batch, AccessToken token, DateTimeOffset now)
    {
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (token.LastUsedOn != day)
            batch.Add(Use, new { token.Name, Day = day });
    }

    private sealed class TokenRow
    {
        public string Name { get; init; } = string.Empty;

        public string Hash { get; init; } = string.Empty;

        public string Scopes { get; init; } = string.Empty;

        public DateTimeOffset CreatedAt { get; init; }

        public string? LastUsedOn { get; init; }

        public AccessToken ToToken() => new(Name, Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), CreatedAt, LastUsedOn);
    }
}
