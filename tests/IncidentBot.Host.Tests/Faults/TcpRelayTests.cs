using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using IncidentBot.Store;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>What a network does to connections that are open: to a server's database, to Slack, and to the relay that stands in for it.</summary>
public sealed class TcpRelayTests
{
    private const string Variable = "INCIDENTBOT_TEST_SQLSERVER";

    [Fact]
    public async Task It_passes_everything_on_until_it_is_cut_and_again_when_it_is_mended()
    {
        await using var stage = await FragileStage.OpenAsync();
        await using var relay = new TcpRelay(stage.Bot.BaseAddress!.Host, stage.Bot.BaseAddress.Port);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{relay.Port}") };
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));

        relay.Cut();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => StatusAsync(http));
        Assert.True(failure is HttpRequestException or SocketException, failure.ToString());

        relay.Mend();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http));
        Assert.True(relay.Connections >= 3);
    }

    [Fact]
    public async Task A_connection_to_Slack_that_breaks_off_amid_its_answers_doubles_and_loses_nothing()
    {
        await using var slack = new RelayedSlack();
        await using var stage = await FragileStage.OpenAsync(also: slack.Use);
        slack.CutAnswersAfter(40);
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(1), CancellationToken.None);

        slack.CutAnswersAfter(long.MaxValue);
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(5), CancellationToken.None);

        var channel = Assert.Single((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-", StringComparison.Ordinal));
        var keys = ((JsonArray)await stage.ReadAsync($"channels/{channel.Id}/messages")).Select(m => (string?)m!["metadata"]?["event_payload"]?["key"]).Where(key => key is not null).ToList();
        Assert.NotEmpty(keys);
        Assert.Equal(keys.Distinct(), keys);
    }

    [Fact]
    public async Task A_database_server_that_is_cut_off_is_unavailable_in_a_sentence_and_used_again_when_it_is_back()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrWhiteSpace(given), $"{Variable} is not set.");
        var settings = new SqlConnectionStringBuilder(given) { ConnectTimeout = 2, ConnectRetryCount = 0 };
        var server = settings.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        await using var relay = new TcpRelay(server[0], server.Length > 1 ? int.Parse(server[1], System.Globalization.CultureInfo.InvariantCulture) : 1433);
        settings.DataSource = $"tcp:127.0.0.1,{relay.Port}";
        await using var database = new SqlServerDatabase(settings.ConnectionString, TimeProvider.System, new Random(1));
        Assert.Equal([1], await database.QueryAsync<int>("SELECT 1", null, CancellationToken.None));

        relay.Cut();
        for (var tried = 0; tried < 15; tried++)
        {
            await Assert.ThrowsAsync<StoreUnavailableException>(() => database.QueryAsync<int>("SELECT 1", null, CancellationToken.None));
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        }

        relay.Mend();
        // A pool forgets that it was refused within a few seconds.
        await Process.Until.TrueAsync(async () => await AnswersAsync(database));
    }

    private static async Task<bool> AnswersAsync(SqlServerDatabase database)
    {
        try
        {
            return (await database.QueryAsync<int>("SELECT 1", null, CancellationToken.None)).Count == 1;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var response = await http.GetAsync("/healthz");
        return response.StatusCode;
    }

    /// <summary>Leads the bot's connections to Slack through a relay, which is set up with the first of them.</summary>
    private sealed class RelayedSlack : IAsyncDisposable
    {
        private readonly Lock gate = new();
        private TcpRelay? relay;
        private long most = long.MaxValue;

        public void Use(IServiceCollection services) =>
            services.AddHttpClient("slack").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = ConnectAsync, PooledConnectionLifetime = TimeSpan.Zero });

        public void CutAnswersAfter(long bytes)
        {
            lock (gate)
            {
                most = bytes;
                relay?.CutAnswersAfter(bytes);
            }
        }

        public async ValueTask DisposeAsync()
        {
            if (relay is not null) await relay.DisposeAsync();
        }

        private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
        {
            lock (gate)
            {
                relay ??= new TcpRelay(context.DnsEndPoint.Host, context.DnsEndPoint.Port);
                relay.CutAnswersAfter(most);
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, relay.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
    }
}
