"""The row of a table that makes a record without faults."""

LAW = {
    "id": "no-2020-1",
    "title:en": "Act on Nothing",
    "original_language": "en",
    "country": "NO",
    "type_of_act": "law",
    "adopted": "2020-05",
    "in_force.value": "unknown",
}
