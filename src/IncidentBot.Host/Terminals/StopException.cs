namespace IncidentBot.Host.Terminals;

/// <summary>Ends the program with a message for the person who started it, instead of a stack trace.</summary>
/// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="sentence">What is wrong and what to do next; no secrets.</param>
internal sealed class StopException(int exitCode, string sentence) : Exception(sentence)
{
    /// <summary>The exit code of the process.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Whether another program has the address.</summary>
    public bool IsAddressTaken { get; init; }

    /// <summary>The input or the configuration is wrong.</summary>
    public static StopException WrongInput(string sentence) => new(ExitCodes.WrongInput, sentence);

    /// <summary>The input is fine, but the command failed.</summary>
    public static StopException NotDone(string sentence) => new(ExitCodes.NotDone, sentence);
}

/// <summary>The exit codes of every command.</summary>
internal static class ExitCodes
{
    /// <summary>It worked.</summary>
    public const int Done = 0;

    /// <summary>It failed, or a check found something.</summary>
    public const int NotDone = 1;

    /// <summary>Wrong input or configuration.</summary>
    public const int WrongInput = 2;
}
