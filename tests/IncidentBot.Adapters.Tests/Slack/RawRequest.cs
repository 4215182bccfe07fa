using System.Net.Sockets;
using System.Text;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>A request that is sent byte by byte, as no well-behaved client does.</summary>
internal sealed class RawRequest : IDisposable
{
    private readonly TcpClient client = new();

    private RawRequest()
    {
    }

    private NetworkStream Stream => client.GetStream();

    /// <summary>Connects and sends the headers.</summary>
    /// <param name="address">The server.</param>
    /// <param name="path">What is posted to.</param>
    /// <param name="headers">Lines besides Host, without their ends.</param>
    public static async Task<RawRequest> OpenAsync(Uri address, string path, params string[] headers)
    {
        var request = new RawRequest();
        await request.client.ConnectAsync(address.Host, address.Port);
        await request.SendAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{string.Join("\r\n", headers)}\r\n\r\n"));
        return request;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await Stream.WriteAsync(bytes);

    /// <summary>Sends if the server still listens.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The first line of the answer; empty: the connection was closed without one.</summary>
    public async Task<string> AnswerAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        var part = new byte[4096];
        try
        {
            var count = await Stream.ReadAsync(part, limit.Token);
            return Encoding.ASCII.GetString(part, 0, count).Split("\r\n")[0];
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    public void Dispose() => client.Dispose();
}
