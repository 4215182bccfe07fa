using IncidentBot.Commands;

namespace IncidentBot.Investigation.Signals;

/// <summary>Ask for the signals.</summary>
internal sealed record SignalsCommand : Command;

/// <summary>The commands about signals.</summary>
internal static class SignalsCommands
{
    private static readonly CommandForm Signals = new(
        "signals", "signals", "Look at latency, traffic, errors and saturation.", "signals", HelpGroup.Respond, 6);

    /// <summary>The verbs.</summary>
    public static IReadOnlyList<CommandVerb> Verbs { get; } = [CommandVerb.Bare(Signals, new SignalsCommand(), "signal")];
}

/// <summary>The buttons about signals; the ids travel through the platform and come back, so they never change.</summary>
internal static class SignalButtonIds
{
    /// <summary>Asks for the signals again. Value: incident.</summary>
    public const string Ask = "ask_signals";
}
