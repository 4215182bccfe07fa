namespace IncidentBot.Changes.Told;

/// <summary>
/// All that a source was told of one thing whose state only all of it shows, such as the statuses of a deployment, which may arrive in any
/// order.
/// </summary>
/// <param name="Key">The same for the same thing.</param>
/// <param name="Scope">What it belongs to, such as a repository.</param>
/// <param name="Version">Counts from 1; whoever writes the next one first wins.</param>
/// <param name="Body">What was told, as the source writes it.</param>
public sealed record ToldHistory(string Key, string Scope, int Version, string Body);
