using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Slack.Receiving;

/// <summary>
/// Reads the bodies of one endpoint's requests before it is known who sent them: each within a size and a time, all together within a
/// share of memory.
/// </summary>
/// <param name="share">How many bytes bodies may hold that have begun to arrive and are not complete.</param>
internal sealed class RawBodies(UnverifiedBytes share)
{
    /// <summary>How long a body may take in all, in real time, whatever clock the bot runs on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads a body; one that has arrived already costs nothing more than its bytes.</summary>
    public ValueTask<RawBody> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength > RawBody.Limit) return ValueTask.FromResult(RawBody.None(RawBodyState.TooLarge));
        var reader = context.Request.BodyReader;
        if (!reader.TryRead(out var read)) return ReadRestAsync(context);
        if (Whole(read.Buffer, read.IsCompleted) is { } body)
        {
            reader.AdvanceTo(read.Buffer.End);
            return ValueTask.FromResult(body);
        }

        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return ReadRestAsync(context);
    }

    private async ValueTask<RawBody> ReadRestAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        using var arriving = new ArrivingBody(reader, Patience);
        try
        {
            await arriving.WaitAsync(share.AddAsync(arriving));
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                var whole = Whole(read.Buffer, read.IsCompleted);
                if (arriving.GivenUp is null && whole is { } body && arriving.TryFinish())
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }

                if (arriving.GivenUp is { } why)
                {
                    // What has arrived is freed before it no longer counts.
                    reader.AdvanceTo(read.Buffer.End);
                    return RawBody.None(why);
                }

                var arrived = read.Buffer.Length;
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                await arriving.WaitAsync(share.GrowAsync(arriving, arrived));
            }
        }
        finally
        {
            share.Remove(arriving);
        }
    }

    private static RawBody? Whole(in ReadOnlySequence<byte> buffer, bool isCompleted) =>
        buffer.Length > RawBody.Limit ? RawBody.None(RawBodyState.TooLarge) : isCompleted ? RawBody.Of(buffer.ToArray()) : null;
}
