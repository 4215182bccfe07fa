using System.Text.Json;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using Microsoft.Extensions.Primitives;

namespace IncidentBot.Host.Posting;

/// <summary>Reads the body of <c>POST /changes</c>; fields that it does not know are left alone.</summary>
internal static class PostedChangeReader
{
    private const int LongestName = 200;
    private const int LongestDescription = 2_000;
    private const int LongestAddress = 2_000;
    private const int LongestPath = 500;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    /// <summary>What was posted, or what is wrong with it.</summary>
    /// <param name="body">The raw bytes.</param>
    /// <param name="keys">The request's <c>Idempotency-Key</c> headers.</param>
    /// <param name="now">When it came; UTC.</param>
    public static (PostedChange? Change, ProblemAnswer? Problem) Read(byte[] body, StringValues keys, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return (null, Wrong("The body must be a JSON object."));

            var fields = new PostedFields(document.RootElement);
            var change = Read(fields, keys, now);
            return fields.Problems.Count == 0 ? (change, null) : (null, Wrong("Some fields are wrong.", fields.Problems));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, Wrong("The body isn't JSON, or names a field twice."));
        }
    }

    private static PostedChange? Read(PostedFields fields, StringValues keys, DateTimeOffset now)
    {
        var service = fields.Line("service", LongestName, isNeeded: true);
        var kind = fields.Word<ChangeKind>("kind", isNeeded: true);
        var at = TimeOf(fields, now);
        var key = KeyOf(fields, keys);
        var change = new ServiceChange(
            string.Empty, at ?? now, service ?? string.Empty, fields.Line("environment", LongestName),
            fields.Line("ref", LongestName) ?? string.Empty, fields.Text("description", LongestDescription),
            fields.Address("url", LongestAddress))
        {
            Kind = kind ?? default,
            State = fields.Word<ChangeState>("state", isNeeded: false) ?? ChangeState.Success,
            Origin = ChangeOrigin.Posted,
            Details = DetailsOf(fields),
        };
        return new PostedChange(change, at is not null, fields.Line("id", LongestName), key);
    }

    private static ChangeDetails DetailsOf(PostedFields fields)
    {
        var files = fields.Lines("files", ChangeDetails.MostFiles, LongestPath);
        var (former, takenBack) = (fields.Line("former", LongestName), fields.Line("rollback_of", LongestName));
        return files.Count == 0 && former is null && takenBack is null
            ? ChangeDetails.None
            : new ChangeDetails { Files = files, Former = former, RollbackOf = takenBack };
    }

    private static DateTimeOffset? TimeOf(PostedFields fields, DateTimeOffset now)
    {
        var at = fields.Instant("at");
        if (at - now > Ahead)
            fields.Refuse("at", "at is more than 10 minutes in the future; check the clock and the zone.");
        else if (now - at > Back)
            fields.Refuse("at", "at is more than 30 days ago; the bot takes newer changes only.");
        return at;
    }

    private static string? KeyOf(PostedFields fields, StringValues keys)
    {
        if (keys.Count == 0)
            return null;
        if (keys is [{ Length: > 0 and <= LongestName } key] && key.All(c => c is > ' ' and <= '~'))
            return key;

        fields.Refuse("Idempotency-Key", "Idempotency-Key must be one header of at most 200 letters, digits and signs, without spaces.");
        return null;
    }

    private static ProblemAnswer Wrong(string title, IReadOnlyDictionary<string, string>? errors = null) =>
        new(StatusCodes.Status422UnprocessableEntity, title, errors);
}
