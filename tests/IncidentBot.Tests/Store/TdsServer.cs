using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace IncidentBot.Tests.Store;

/// <summary>
/// Speaks just enough of SQL Server's protocol (learn.microsoft.com/openspecs/windows_protocols/ms-tds) to be logged in to: it answers every SELECT with one
/// row, the number 1, and says of everything else that it changed one row. It can be away.
/// </summary>
internal sealed class TdsServer : IAsyncDisposable
{
    private const byte Batch = 1, Call = 3, Answer = 4, TransactionRequest = 14, Login = 16, BeforeLogin = 18;
    private const int HeaderLength = 8;

    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private TcpListener? listener;
    private Task serving = Task.CompletedTask;
    private volatile bool isSilent;
    private volatile int logins;

    public TdsServer()
    {
        Start(0);
        Port = ((IPEndPoint)listener!.LocalEndpoint).Port;
    }

    public int Port { get; }

    /// <summary>What is answered to <c>SELECT body</c>: the bodies of packets, all sent at once.</summary>
    public IReadOnlyList<byte[]> Body { get; set; } = [];

    /// <summary>How many connections were logged in.</summary>
    public int Logins => logins;

    /// <summary>Breaks what is connected and refuses connections.</summary>
    public void Refuse()
    {
        listener?.Stop();
        listener = null;
        Break();
    }

    /// <summary>Breaks what is connected; takes new connections and says nothing on them.</summary>
    public void FallSilent()
    {
        isSilent = true;
        Break();
    }

    /// <summary>Says nothing more on what is connected, ever, and takes new connections and says nothing on them either.</summary>
    public void Freeze() => isSilent = true;

    /// <summary>Takes connections and answers again; what was connected meanwhile stays without an answer.</summary>
    public void Return()
    {
        if (listener is null) Start(Port);
        isSilent = false;
    }

    public async ValueTask DisposeAsync()
    {
        Refuse();
        await serving;
    }

    private void Start(int port)
    {
        listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        serving = Task.WhenAll(serving, ServeAsync(listener));
    }

    private void Break()
    {
        foreach (var socket in open.Keys) socket.Dispose();
    }

    private async Task ServeAsync(TcpListener from)
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await from.AcceptSocketAsync();
                open[socket] = 0;
                served.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(served);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            while (true)
            {
                var (kind, body) = await ReadAsync(stream);
                if (isSilent) await stream.CopyToAsync(Stream.Null);
                await stream.WriteAsync(Asks(kind, body, "SELECT body") ? Packets(Body) : Packets([AnswerTo(kind, body)]));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            open.TryRemove(socket, out _);
        }
    }

    private static async Task<(byte Kind, byte[] Body)> ReadAsync(NetworkStream stream)
    {
        var header = new byte[HeaderLength];
        using var body = new MemoryStream();
        do
        {
            await stream.ReadExactlyAsync(header);
            var part = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)) - HeaderLength];
            await stream.ReadExactlyAsync(part);
            body.Write(part);
        }
        while ((header[1] & 1) == 0);
        return (header[0], body.ToArray());
    }

    private static byte[] Packets(IReadOnlyList<byte[]> bodies) => [.. bodies.SelectMany((body, place) => Packet(body, place == bodies.Count - 1))];

    private static byte[] Packet(byte[] body, bool isLast)
    {
        byte[] packet = [Answer, isLast ? (byte)1 : (byte)0, 0, 0, 0, 0, 1, 0, .. body];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        return packet;
    }

    private static bool Asks(byte kind, byte[] body, string sql) =>
        kind is Batch or Call && Encoding.Unicode.GetString(body[(body.Length % 2)..]).Contains(sql, StringComparison.Ordinal);

    private byte[] AnswerTo(byte kind, byte[] body) => kind switch
    {
        // Version, then "no encryption".
        BeforeLogin => [0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xFF, 16, 0, 0, 0, 0, 0, 2],
        Login => LoggedIn(),
        TransactionRequest => InTransaction(body),
        Batch or Call when Asks(kind, body, "SELECT 1") => [.. OneRow, .. Done(0x10, 0xC1)],
        Call => [0xFF, .. Done(0x11, 0xC3)[1..], 0x79, 0, 0, 0, 0, 0xFE, .. Done(0, 0)[1..]],
        _ => Done(0x10, 0xC3),
    };

    private byte[] LoggedIn()
    {
        Interlocked.Increment(ref logins);
        byte[] collation = [0xE3, 8, 0, 7, 5, 9, 4, 0xD0, 0, 0x34, 0];
        byte[] packetSize = [0xE3, 19, 0, 4, 4, .. Encoding.Unicode.GetBytes("8000"), 4, .. Encoding.Unicode.GetBytes("4096")];
        return [.. collation, .. packetSize, 0xAD, 12, 0, 1, 0x74, 0, 0, 4, 1, (byte)'x', 0, 16, 0, 0, 0, .. Done(0, 0)];
    }

    // 5 begins, 7 commits, 8 rolls back; the answer names the transaction that began or ended.
    private static byte[] InTransaction(byte[] body)
    {
        var request = BinaryPrimitives.ReadUInt16LittleEndian(body.AsSpan((int)BinaryPrimitives.ReadUInt32LittleEndian(body)));
        byte[] name = [8, 1, 0, 0, 0, 0, 0, 0, 0], none = [0];
        return [0xE3, 11, 0, (byte)(request == 5 ? 8 : request + 2), .. request == 5 ? name : none, .. request == 5 ? none : name, .. Done(0, 0)];
    }

    private static byte[] OneRow => [0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0x38, 0, 0xD1, 1, 0, 0, 0];

    /// <summary>A row with one NVARCHAR(MAX), each packet with a chunk of its own.</summary>
    public static IReadOnlyList<byte[]> TextInChunksOfAPacket(string text, int packet)
    {
        var chunks = Encoding.Unicode.GetBytes(text).Chunk(packet / 2 * 2).Select(chunk => (byte[])[.. BitConverter.GetBytes(chunk.Length), .. chunk]).ToArray();
        chunks[0] = [.. BeforeText(text), .. chunks[0]];
        chunks[^1] = [.. chunks[^1], .. AfterText];
        return chunks;
    }

    /// <summary>A row with one NVARCHAR(MAX) in one chunk, whatever the packets are.</summary>
    public static IReadOnlyList<byte[]> TextInOneChunk(string text, int packet)
    {
        var bytes = Encoding.Unicode.GetBytes(text);
        byte[] all = [.. BeforeText(text), .. BitConverter.GetBytes(bytes.Length), .. bytes, .. AfterText];
        return [.. all.Chunk(packet)];
    }

    private static byte[] BeforeText(string text) =>
        [0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0xE7, 0xFF, 0xFF, 9, 4, 0xD0, 0, 0x34, 0, 0xD1, .. BitConverter.GetBytes(text.Length * 2L)];

    private static byte[] AfterText => [0, 0, 0, 0, .. Done(0x10, 0xC1)];

    private static byte[] Done(byte status, byte command) => [0xFD, status, 0, command, 0, 1, 0, 0, 0, 0, 0, 0, 0];
}
