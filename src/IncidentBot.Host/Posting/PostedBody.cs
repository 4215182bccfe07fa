using System.Buffers;

namespace IncidentBot.Host.Posting;

/// <summary>Reads the body of a request whose sender is known, within a size and a time.</summary>
internal static class PostedBody
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int Limit = 64 * 1024;

    // Real seconds, whatever clock the bot runs on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The raw bytes; null: there are more than <see cref="Limit"/>, whether announced or sent in chunks.</summary>
    /// <exception cref="OperationCanceledException">They did not arrive in time, or the sender has gone.</exception>
    public static async Task<byte[]?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > Limit)
            return null;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(patience.Token);
            if (read.Buffer.Length > Limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
