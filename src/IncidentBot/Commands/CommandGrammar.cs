namespace IncidentBot.Commands;

/// <summary>What all typed commands have in common.</summary>
internal static class CommandGrammar
{
    /// <summary>What stands before every command.</summary>
    public const string Prefix = "/incident";
}
