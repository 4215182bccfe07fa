using IncidentBot.Store;

namespace IncidentBot.Tests.Store;

/// <summary>A long text is read as it was written, however a server cuts it into chunks and packets and however many of these arrive at once.</summary>
public sealed class SqlServerLongTextTests : IAsyncDisposable
{
    private readonly TdsServer server = new();
    private readonly SqlServerDatabase database;

    public SqlServerLongTextTests() => database = new SqlServerDatabase(
        $"Server=tcp:127.0.0.1,{server.Port};Database=texts;User Id=bot;Password=hidden;Encrypt=false;TrustServerCertificate=true;Command Timeout=10", TimeProvider.System, new Random(1));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(64)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(1023)]
    [InlineData(4089)]
    [InlineData(7992)]
    public async Task A_text_in_one_chunk_over_many_packets(int packet)
    {
        foreach (var text in Texts)
        {
            server.Body = TdsServer.TextInOneChunk(text, packet);
            Assert.Equal([text], await ReadAsync());
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(4089)]
    [InlineData(7960)]
    public async Task A_text_with_a_chunk_in_each_packet(int packet)
    {
        foreach (var text in Texts)
        {
            server.Body = TdsServer.TextInChunksOfAPacket(text, packet);
            Assert.Equal([text], await ReadAsync());
        }
    }

    [Fact]
    public async Task Texts_that_are_read_at_once()
    {
        server.Body = TdsServer.TextInOneChunk(Texts[^1], 1023);

        var read = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync()));

        Assert.All(read, texts => Assert.Equal([Texts[^1]], texts));
    }

    private static IReadOnlyList<string> Texts { get; } = [.. new[] { 1, 250, 251, 3_970, 3_996, 4_000, 10_000, 60_000 }.Select(Text)];

    private static string Text(int length) => string.Create(length, 0, (all, _) =>
    {
        for (var place = 0; place < all.Length; place++) all[place] = place % 17 == 0 ? '火' : (char)('a' + place % 26);
    });

    private Task<IReadOnlyList<string>> ReadAsync() => database.QueryAsync<string>("SELECT body FROM texts", null, default);
}
