using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Operating;

/// <summary>How an adapter is, as a part of <c>/health/details</c>.</summary>
/// <param name="Fields">What it adds to the answer, in order.</param>
/// <param name="IsFailing">Whether the bot cannot do its work because of it.</param>
/// <param name="Warnings">What a person should look at; no secrets.</param>
public sealed record HealthPart(JsonObject Fields, bool IsFailing, IReadOnlyList<string> Warnings);

/// <summary>Says how an adapter is now, without asking anybody.</summary>
/// <param name="heldUp">The rows that wait to be tried again; null: the store cannot be read.</param>
public delegate HealthPart ReadHealth(IReadOnlyList<HeldUp>? heldUp);
