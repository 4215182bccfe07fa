namespace IncidentBot.Language.Logs;

/// <summary>What a stack trace or a structured log line says; what it doesn't say is null. Everything is in one line and bounded.</summary>
/// <param name="Error">The type of the error, such as <c>System.TimeoutException</c>.</param>
/// <param name="Message">What the error says.</param>
/// <param name="Service">Which service wrote it.</param>
/// <param name="Request">The id of the request.</param>
/// <param name="Trace">The id of the trace.</param>
internal sealed record LogFinding(string? Error, string? Message, string? Service, string? Request, string? Trace)
{
    private const int LongestMessage = 160;

    /// <summary>Nothing was recognised.</summary>
    public static LogFinding Nothing { get; } = new(null, null, null, null, null);

    /// <summary>Whether anything was recognised that people look for.</summary>
    public bool IsAny => (Error ?? Request ?? Trace) is not null;

    /// <summary>The id by which the request can be looked up elsewhere; null: it says none.</summary>
    public string? Id => Trace ?? Request;

    /// <summary>The same in a sentence, such as <c>TimeoutException in checkout, trace 4bf9…: “The pool is empty”</c>.</summary>
    public string InWords()
    {
        var said = Error ?? "A log line";
        if (Service is not null)
            said += $" in {Service}";
        if (Request is not null)
            said += $", request {Request}";
        if (Trace is not null)
            said += $", trace {Trace}";
        return Message is null ? said : $"{said}: “{OneLine.Of(Message, LongestMessage)}”";
    }

    /// <summary>The same, with what another piece of the text adds.</summary>
    public LogFinding Or(LogFinding other) => new(
        Error ?? other.Error, Message ?? other.Message, Service ?? other.Service, Request ?? other.Request, Trace ?? other.Trace);
}
