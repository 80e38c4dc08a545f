"""Names that could stand on a real list of people, from many corners of Europe."""

GIVEN = (
    "Agnieszka", "Aino", "Aleksander", "Amélie", "Ana", "Anders", "António", "Aoife", "Astrid", "Baptiste", "Beatriz",
    "Bjørn", "Camille", "Chiara", "Claire", "Dimitris", "Dorota", "Eglė", "Eleni", "Elif", "Emil", "Fatima", "Femke",
    "François", "Giulia", "Goran", "Hanna", "Henrik", "Ilse", "Inês", "Ioana", "Ivana", "Jakub", "Jana", "João",
    "Jürgen", "Kaja", "Karim", "Katarína", "Kristīne", "Lars", "Léa", "Liam", "Lucía", "Łukasz", "Maarten", "Maja",
    "Marek", "Margit", "Martina", "Mehmet", "Mihai", "Mónica", "Nadia", "Niamh", "Nikos", "Noémie", "Ola", "Ørjan",
    "Paula", "Petra", "Pierre", "Radka", "Rasa", "Saoirse", "Silvia", "Siobhán", "Sofia", "Stefan", "Svetla", "Tamás",
    "Teresa", "Tiiu", "Tomáš", "Ulla", "Valérie", "Věra", "Xavier", "Yasmine", "Zsófia",
)  # fmt: skip

FAMILY = (
    "Andersen", "Andersson", "Bakker", "Balogh", "Berg", "Bianchi", "Björk", "Bonnet", "Borg", "Byrne", "Costa",
    "Čech", "Delacroix", "Demir", "Dubois", "Dvořák", "Eriksen", "Esposito", "Fernández", "Ferreira", "Fischer",
    "Fontaine", "García", "Georgiou", "Haddad", "Hansen", "Horvat", "Ionescu", "Ivanova", "Jansen", "Jovanović",
    "Kalniņš", "Kazlauskas", "Kowalska", "Kováč", "Lambert", "Laurent", "Lindqvist", "Lopes", "Maes", "Martin",
    "Mäkinen", "Moreau", "Müller", "Murphy", "Nagy", "Novák", "Ní Bhriain", "O’Connor", "Øverland", "Papadopoulou",
    "Pereira", "Petrov", "Popescu", "Quintana", "Rossi", "Ruiz", "Saar", "Schneider", "Silva", "Ström", "Szabó",
    "Tamm", "Tremblay", "Vella", "Virtanen", "Visser", "Wójcik", "Yıldız", "Zupan",
)  # fmt: skip
