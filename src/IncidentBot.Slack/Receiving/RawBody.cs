using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Slack.Receiving;

/// <summary>Reads the raw bytes of a request, up to a limit.</summary>
internal static class RawBody
{
    /// <summary>The largest request that is read; Slack's are far smaller.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>The bytes, or null when there are more than the limit, whether announced or sent in chunks.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit) return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > Limit)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
