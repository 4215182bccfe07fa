using System.Buffers;
using System.IO.Pipelines;

namespace IncidentBot.Receiving;

/// <summary>
/// Reads the bodies of one endpoint's requests before it is known who sent them: each within a size and a time, all together within a
/// share of memory.
/// </summary>
/// <param name="share">How many bytes bodies may hold that have begun to arrive and are not complete.</param>
/// <param name="limit">The largest body that is read, in bytes.</param>
/// <param name="patience">How long a body may take in all, in real time, whatever clock the bot runs on.</param>
public sealed class RawBodies(UnverifiedBytes share, int limit, TimeSpan patience)
{
    /// <summary>Reads a body; one that has arrived already costs nothing more than its bytes.</summary>
    /// <param name="reader">Where it arrives.</param>
    /// <param name="announced">How long its sender says it is, in bytes; null: not said.</param>
    /// <param name="aborted">Ends when the connection does.</param>
    /// <exception cref="OperationCanceledException">The sender has gone.</exception>
    public ValueTask<RawBody> ReadAsync(PipeReader reader, long? announced, CancellationToken aborted)
    {
        if (announced > limit) return ValueTask.FromResult(RawBody.None(RawBodyState.TooLarge));
        if (!reader.TryRead(out var read)) return ReadRestAsync(reader, aborted);
        if (Whole(read.Buffer, read.IsCompleted) is { } body)
        {
            reader.AdvanceTo(read.Buffer.End);
            return ValueTask.FromResult(body);
        }

        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return ReadRestAsync(reader, aborted);
    }

    private async ValueTask<RawBody> ReadRestAsync(PipeReader reader, CancellationToken aborted)
    {
        using var arriving = new ArrivingBody(reader, patience);
        try
        {
            await arriving.WaitAsync(share.AddAsync(arriving));
            while (true)
            {
                var read = await reader.ReadAsync(aborted);
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

    private RawBody? Whole(in ReadOnlySequence<byte> buffer, bool isCompleted) =>
        buffer.Length > limit ? RawBody.None(RawBodyState.TooLarge) : isCompleted ? RawBody.Of(buffer.ToArray()) : null;
}
