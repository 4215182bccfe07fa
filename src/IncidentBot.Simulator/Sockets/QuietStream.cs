namespace IncidentBot.Simulator.Sockets;

/// <summary>
/// A connection's bytes; on demand nothing passes any more in either direction although the connection stands, as behind a broken router.
/// </summary>
internal sealed class QuietStream(Stream inner) : Stream
{
    private readonly SemaphoreSlim writing = new(1, 1);
    private volatile bool isQuiet;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void FallSilent() => isQuiet = true;

    /// <summary>
    /// A ping frame of its own (RFC 6455, 5.5.2): the framework's WebSocket sends them only where the other side is silent.
    /// </summary>
    public Task PingAsync(CancellationToken cancellationToken) => WriteAsync(new byte[] { 0x89, 0x00 }, cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        // The other side's hanging up is seen all the same.
        if (!isQuiet || read == 0) return read;
        while (read > 0) read = await inner.ReadAsync(buffer, cancellationToken);
        return 0;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (isQuiet) return;
        await writing.WaitAsync(cancellationToken);
        try
        {
            await inner.WriteAsync(buffer, cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
