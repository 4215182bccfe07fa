using IncidentBot.Commands;

namespace IncidentBot.Investigation.Traces;

/// <summary>Show the links for the id of a trace or a request.</summary>
/// <param name="Id">The id, as typed.</param>
internal sealed record TraceCommand(string Id) : Command;

/// <summary>The commands about traces.</summary>
internal static class TraceCommands
{
    private static readonly CommandForm Trace = new(
        "trace", "trace ID", "Get the links to the logs and traces of one request, by its request or trace id.",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736", HelpGroup.Respond, 2);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [new(Trace, Parse)];

    private static Command Parse(CommandText text) =>
        text.Rest.Trim() is { Length: > 0 } id ? new TraceCommand(id) : Trace.Refuse("Say which one: a request id or a trace id.");
}
