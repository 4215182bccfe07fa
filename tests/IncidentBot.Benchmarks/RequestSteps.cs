using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using IncidentBot.Benchmarks.Accept;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Language;
using IncidentBot.Routing;
using IncidentBot.Simulator.Wire;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Benchmarks;

/// <summary>The steps of a request that need neither disk nor network.</summary>
[MemoryDiagnoser]
public class RequestSteps
{
    private static readonly CommandParser Parser = Capabilities.Parser();

    private const string Words = "note \"Payments fail for every third customer\" --kind finding --at 14:05";

    private static readonly Card Sample = new("INC-7 Checkout returns 500s: severity 2, investigating", [
        new Heading("INC-7 Checkout returns 500s"),
        new Fields([new Field("Severity", "2 (major)"), new Field("Status", "Investigating"), new Field("Commander", "nobody")]),
        new Paragraph(RichText.Of("").Bold("Assess").Plain(" 1 of 2 done"), new Button("tick_step", "Done", "INC-7|assess-2")),
        new Buttons([new Button("take_command", "Take command", "INC-7", ButtonStyle.Primary)]),
    ]);

    private readonly byte[] body = SignedEvents.Body(1);
    private readonly SlackSignature signature = new(new SlackOptions { SigningSecret = DefaultApp.SigningSecret }, TimeProvider.System);
    private string timestamp = string.Empty;
    private string signed = string.Empty;

    /// <summary>Signs the body now, since a signature is good for five minutes only.</summary>
    [IterationSetup(Target = nameof(Verify))]
    public void Sign()
    {
        timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        signed = SignedEvents.Sign(timestamp, body);
    }

    /// <summary>The signature of an event.</summary>
    [Benchmark(OperationsPerInvoke = 1000)]
    public int Verify()
    {
        var valid = 0;
        for (var i = 0; i < 1000; i++) valid += signature.Verify(timestamp, signed, body) == SignatureResult.Valid ? 1 : 0;
        return valid == 1000 ? valid : throw new InvalidOperationException("The signature was refused.");
    }

    /// <summary>An event's body.</summary>
    [Benchmark]
    public object Parse() => JsonSerializer.Deserialize(body, SlackJson.Wire.EventEnvelope)!;

    /// <summary>From the words of a command to what is to be done.</summary>
    [Benchmark]
    public object Route() => Parser.Parse(SlackText.Read(Words));

    /// <summary>A card as Block Kit.</summary>
    [Benchmark]
    public object Render() => SlackBlocks.Render(Sample);
}
